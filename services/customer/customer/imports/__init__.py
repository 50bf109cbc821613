"""Import of customers, contacts and interactions: what chassis.imports leaves to the owner of the objects."""
