"""Pricing: what lines cost a customer, and why."""
