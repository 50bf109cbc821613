"""Contacts: the people who work for customers, and each customer's org chart."""
