"""Opportunities: deals on their way to be won or lost."""
