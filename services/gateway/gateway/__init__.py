"""The edge of the suite: everything people and other systems reach passes here."""
