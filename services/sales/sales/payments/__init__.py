"""Payments: what customers have paid, and which invoices that is for."""
