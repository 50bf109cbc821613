"""Export of customers, contacts and interactions; each object's columns stand in its own `exporting`."""
