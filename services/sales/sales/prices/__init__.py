"""Prices: what a product costs in a book, by quantity and term."""
