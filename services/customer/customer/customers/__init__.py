"""Customers: companies and persons, their groups, owners and history."""
