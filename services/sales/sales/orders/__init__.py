"""Orders: what customers have ordered, and how far it is delivered, billed and paid."""
