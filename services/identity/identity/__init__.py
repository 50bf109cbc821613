"""Who works here and what they may do; sign-in, sessions, and the audit trail."""
