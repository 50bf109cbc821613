"""Taxes: rates that products are sold with."""
