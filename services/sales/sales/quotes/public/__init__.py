"""What a customer does with a quote by its link, without signing in."""
