"""Who carries mail and SMS out of the house, and what each of them promises about repeated calls."""
