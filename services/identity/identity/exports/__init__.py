"""Exports: the trail, its columns in `audit.exporting`, and people, theirs in `users.exporting`."""
