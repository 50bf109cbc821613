"""Standing: what sellers do next, and how they and their teams stand."""
