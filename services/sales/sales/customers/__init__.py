"""Customers as the sales service knows them: their cards, kept from the facts of the customer master."""
