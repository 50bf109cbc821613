"""News for people who work here, gathered into one mail a day."""
