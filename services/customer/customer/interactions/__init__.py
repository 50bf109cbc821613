"""Interactions: the one timeline of everything that happened with a customer."""
