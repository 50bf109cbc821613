"""The lifecycle: where a customer stands between a first lead and coming back, and how it got there."""
