"""Sending quotes by mail: notifications is asked to, and what came of that is kept."""
