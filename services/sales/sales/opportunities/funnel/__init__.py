"""Funnel: how deals fare from stage to stage, and how fast."""
