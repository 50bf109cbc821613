"""Exchange rates: what currencies are worth in that of the organisation, from which day on."""
