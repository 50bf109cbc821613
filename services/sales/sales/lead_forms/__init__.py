"""Forms on web pages that send leads without signing in."""
