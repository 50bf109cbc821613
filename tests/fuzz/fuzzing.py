"""Hooks of schemathesis: a fresh token every two minutes, since access tokens live five."""

import os
from typing import Any

import requests
import schemathesis


@schemathesis.auth(refresh_interval=120)
class Administrator:
    """Signs every generated request as the first-run administrator."""

    def get(self, _case: Any, _context: Any) -> str:
        """A token."""
        credentials = {"email": os.environ["FUZZ_EMAIL"], "password": os.environ["FUZZ_PASSWORD"]}
        url = os.environ["FUZZ_URL"] + "/api/identity/sessions"
        token: str = requests.post(url, json=credentials, timeout=10).json()["access_token"]
        return token

    def set(self, case: Any, data: str, _context: Any) -> None:
        """Put it on the request."""
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}
