"""The suite without rate limits, which have tests of their own."""

UNLIMITED = {"CRM_RATE_LIMIT": "0", "CRM_ANONYMOUS_RATE_LIMIT": "0", "CRM_SIGN_IN_RATE_LIMIT": "0"}
