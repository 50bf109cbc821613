"""Lines of opportunities, quotes and orders: what is sold in them, at the prices of their day."""
