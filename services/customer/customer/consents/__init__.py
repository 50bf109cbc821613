"""Consent and preference as evidence, and the gate that answers whether somebody may be contacted."""
