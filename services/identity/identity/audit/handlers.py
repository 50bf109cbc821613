"""The trail hears every committed change of every service."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import STREAM
from chassis.events import Heard, on_subject
from identity.audit import service


@on_subject(STREAM, "changes.>", gather=0.2)
async def audit(session: AsyncSession, change: bytes, heard: Heard) -> None:
    """Write one line; the subject says which service it is from."""
    service.record(session, heard.subject.split(".")[1], change)
