"""The public keys of access tokens."""

from typing import Any

from fastapi import Response

from chassis.http.app import Router
from chassis.http.doors import Opened, Reading
from chassis.tokens import JWKS_PATH
from identity.keys import service
from identity.keys.schemas import KeySet
from identity.settings import Settings

router = Router(tags=["keys"])


@router.get(JWKS_PATH, response_model=KeySet)
async def jwks(runtime: Opened, session: Reading, response: Response) -> dict[str, Any]:
    """The keys that access tokens are verified with, as a JSON Web Key Set. Read it again every minute: a
    key is here 10 minutes before it signs."""
    response.headers["Cache-Control"] = "public, max-age=60"
    return {"keys": await service.published(session, Settings.of(runtime.settings))}
