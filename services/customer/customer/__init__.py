"""The customer master: the single source of truth about every customer."""
