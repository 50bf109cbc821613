"""Public keys as others read them."""

from pydantic import Field

from chassis.schemas import Shown


class Key(Shown):
    """A JSON Web Key (RFC 8037)."""

    kty: str
    crv: str
    x: str = Field(description="The public key, base64url")
    kid: str
    alg: str
    use: str


class KeySet(Shown):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[Key]
