"""Returns: goods that customers send back."""
