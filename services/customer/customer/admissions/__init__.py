"""Admissions: parties that other services know become customers and contacts, once for ever."""
