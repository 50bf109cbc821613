"""Contracts: what was agreed with a customer for a time, how long it is in force, and what ends it."""
