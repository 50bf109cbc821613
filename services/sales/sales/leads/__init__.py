"""Leads: people and companies that may come to buy, until they are customers or will be none."""
