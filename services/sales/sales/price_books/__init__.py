"""Price books: in which currency, from when to when, and for whom prices are."""
