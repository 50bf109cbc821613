"""What providers tell us later about what they took."""
