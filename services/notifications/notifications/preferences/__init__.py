"""What people want to be told, on which channel, and when to leave them alone."""
