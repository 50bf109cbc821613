"""Shipments: what of an order is on its way to the customer."""
