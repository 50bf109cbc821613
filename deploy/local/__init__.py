"""The whole suite on one machine, from nothing but Python and make: `make run` and its sisters."""
