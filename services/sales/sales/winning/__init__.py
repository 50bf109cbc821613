"""Winning: a deal or an accepted quote becomes an order, all in one transaction."""
