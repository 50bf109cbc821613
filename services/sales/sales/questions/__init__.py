"""Questions about what is sold, as other services ask them."""
