"""Invoices: what is billed of orders, and the credit notes that take it back."""
