"""How a service runs; never what it knows. docs/tour.md reads this package in ten minutes."""
