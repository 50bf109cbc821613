"""Import of leads and opportunities: what chassis.imports leaves to the owner of the objects."""
