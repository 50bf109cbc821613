"""The REST door: application factory, dependencies, problem documents, lists, edits, idempotency."""
