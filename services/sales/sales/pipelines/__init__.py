"""Pipelines: the stages that deals go through."""
