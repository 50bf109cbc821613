"""Rules about leads: to whom they go, by when they are answered, and how many points they are worth."""
