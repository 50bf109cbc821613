"""Facts that selling announces, a module for each feature."""
