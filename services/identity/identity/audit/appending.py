"""Adding lines to the end of the trail: one transaction at a time, each line under its link.

Lines, their links and the anchor are written in the transaction that they belong to. A process that dies
before its commit leaves none of them, one that dies after it all of them.
"""

import secrets
from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import insert, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from identity.audit import chain
from identity.audit.anchors import Anchor, drop
from identity.audit.chain import DIGEST
from identity.audit.models import Beginning, Entry, Seal

LOCK = text(f"SELECT pg_advisory_xact_lock({0x747261696C})")  # "trail"
HEAD = text(f"""
    SELECT position, substring(links FROM length(links) - {chain.SIZE - 1}) AS link FROM audit_seal
    UNION ALL SELECT position, link FROM audit_beginning
    ORDER BY position DESC LIMIT 1
""")  # noqa: S608  # no input
HEAD_AND_KNOWN = text(f"""
    SELECT head.position, head.link, ARRAY(
        SELECT id::text FROM audit WHERE id = ANY(CAST(:ids AS uuid[]))
    ) AS known FROM ({HEAD.text}) AS head
""")  # noqa: S608  # no input
_WRITTEN = [one for one in Entry.__table__.columns if not one.name.endswith(("_salt", "_digest"))]
_NAMES = ", ".join(one.name for one in _WRITTEN)
_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own
_TYPED = ", ".join(f"{one.name} {one.type.compile(dialect=_DIALECT)}" for one in _WRITTEN)
ADD = text(f"""
    INSERT INTO audit ({_NAMES}) SELECT {_NAMES} FROM json_to_recordset(CAST(:rows AS json)) AS r({_TYPED})
    RETURNING position, {DIGEST}
""")  # noqa: S608  # names of columns
UNSEALED = text(f"""
    SELECT position, {DIGEST} FROM audit WHERE position > :after ORDER BY position LIMIT 1000
""")  # noqa: S608  # no input
BEGINNING = b"audit beginning"


def append(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Add lines to the end; one whose id is there stays as it is."""
    session.execute(LOCK)
    *end, known = session.execute(HEAD_AND_KNOWN, {"ids": [str(row["id"]) for row in rows]}).one()
    fresh = {str(row["id"]): row for row in rows if str(row["id"]) not in known}
    if not fresh:
        return
    head = Anchor(*end)
    numbered = [row | {"position": at} for at, row in enumerate(fresh.values(), head.position + 1)]
    written = session.execute(ADD, {"rows": orjson.dumps(numbered, default=str).decode()}).all()
    _seal(session, head, [digest for _, digest in sorted(written)])


def begin(session: Session) -> None:
    """Make sure that the trail has a beginning; lines from before there was one are sealed as they are."""
    session.execute(LOCK)
    if session.execute(HEAD).first() is not None:
        return
    head = Anchor(0, secrets.token_bytes(chain.SIZE))
    sign_beginning(session, head)
    while written := session.execute(UNSEALED, {"after": head.position}).all():
        head = _seal(session, head, [digest for _, digest in written])


def sign_beginning(session: Session, at: Anchor) -> None:
    """From now on the trail begins after this line."""
    key = chain.key(session.info["settings"])
    signed = chain.signature(key, BEGINNING, *at)
    session.execute(insert(Beginning).values(position=at.position, link=at.link, signature=signed))


def _seal(session: Session, head: Anchor, digests: Sequence[bytes]) -> Anchor:
    key = chain.key(session.info["settings"])
    links = chain.links(key, head.link, digests)
    sealed = Anchor(head.position + len(links), links[-1])
    session.execute(insert(Seal).values(position=sealed.position, links=b"".join(links)))
    drop(session, key, sealed)
    return sealed
