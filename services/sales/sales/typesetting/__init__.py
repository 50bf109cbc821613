"""Documents for customers as PDF: one template for all of them, filled with data."""
