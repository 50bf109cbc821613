"""The suite without rate limits and the pace of providers, which have tests of their own."""

import json

UNLIMITED = {
    "CRM_RATE_LIMIT": "0",
    "CRM_ANONYMOUS_RATE_LIMIT": "0",
    "CRM_SIGN_IN_RATE_LIMIT": "0",
    "CRM_PROVIDERS": json.dumps(
        [
            {"name": "mail", "kind": "smtp", "channel": "email", "per_minute": 1_000_000},
            {"name": "sms-sandbox", "kind": "sandbox", "channel": "sms", "per_minute": 1_000_000},
        ]
    ),
}
"""What tests in every folder may ask for."""
