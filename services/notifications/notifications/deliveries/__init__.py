"""What is sent to people: accepted once, handed over once, and what became of it."""
