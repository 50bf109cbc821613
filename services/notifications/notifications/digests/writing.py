"""What a digest says: of each news the subject and the text that a mail of its own would have."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from notifications.deliveries.service import News
from notifications.templates import service as templates

MOST: Final = 40
"""So many are told of; of the others how many there are."""
SUBJECT: Final = 120
TEXT: Final = 300
"""Characters of each that are shown."""


async def written(
    session: AsyncSession, access: Access, language: str | None, news: Sequence[News]
) -> dict[str, Any]:
    """The values of the digest's template."""
    languages = [*([language] if language else []), *access.organisation()["languages"]]
    items = [await _item(session, languages, one) for one in news[:MOST]]
    more = {"more": str(len(news) - MOST)} if len(news) > MOST else {}
    return {"count": str(len(news)), "items": items, **more}


async def _item(session: AsyncSession, languages: Sequence[str], one: News) -> dict[str, str]:
    found = await templates.in_force(session, one.topic, one.channel, languages)
    try:
        content = templates.rendered(found, one.channel, one.params) if found else None
    except templates.TemplateWrong:
        content = None  # that there was something is told all the same
    if content is None:
        return {"subject": one.topic, "text": ""}
    return {"subject": content.subject[:SUBJECT], "text": content.text[:TEXT]}
