"""Writing templates, putting them into use, and choosing the text of a message."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.problems import InvalidInput, NotFound
from notifications.templates.built_in import FALLBACK, Source, built_in
from notifications.templates.grammar import TemplateWrong
from notifications.templates.models import Template
from notifications.templates.rendering import Rendered, rendered, wrong
from notifications.templates.schemas import TemplateCreate, TemplatePreview, TemplateUpdate
from notifications.templates.segments import segments
from notifications.topics import TOPICS, Topic

__all__ = ["Rendered", "Source", "TemplateWrong", "rendered"]


def topic_named(name: str, pointer: str = "/topic") -> Topic:
    """A topic that exists. Raises InvalidInput."""
    if name not in TOPICS:
        raise InvalidInput.at(pointer, "topic_unknown", expected=sorted(TOPICS))
    return TOPICS[name]


async def create(session: AsyncSession, actor: Actor, body: TemplateCreate) -> Template:
    """Write a new version; it is not used before somebody activates it."""
    actor.require("template.manage")
    topic_named(body.topic)
    await _take_turn(session, body.topic)
    of = {"topic": body.topic, "channel": body.channel, "language": body.language}
    last = await session.scalar(select(func.max(Template.number)).filter_by(**of))
    template = Template(**body.model_dump(), number=(last or 0) + 1, state="draft")
    session.add(template)
    await session.flush()
    return template


async def get(session: AsyncSession, template_id: UUID, *, lock: bool = False) -> Template:
    """A version. Raises NotFound."""
    statement = select(Template).where(Template.id == template_id)
    found: Template | None = await session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound(thing="template", id=str(template_id))
    return found


async def update(
    session: AsyncSession, actor: Actor, template_id: UUID, base: int, body: TemplateUpdate
) -> Template:
    """Change a draft."""
    actor.require("template.manage")
    template = await get(session, template_id, lock=True)
    template.require_draft()
    for name, value in (await reconcile(session, template, base, body.changes())).items():
        setattr(template, name, value)
    await session.flush()
    return template


async def activate(session: AsyncSession, actor: Actor, template_id: UUID) -> Template:
    """Put a draft into use in place of the version before; refused (422) while something is wrong with it."""
    actor.require("template.manage")
    topic = (await get(session, template_id)).topic
    await _take_turn(session, topic)
    template = await get(session, template_id, lock=True)
    template.require_draft()
    if errors := list(wrong(_source(template), template.channel, TOPICS[topic])):
        raise InvalidInput(errors=errors)
    before = await _active(session, topic, template.channel, template.language)
    if before is not None:
        before.state = "replaced"
        await session.flush()
    template.state = "active"
    template.activated_at = await session.scalar(select(func.now()))
    await session.flush()
    return template


def preview(body: TemplatePreview) -> Mapping[str, Any]:
    """A message as it would be sent; what stands against using the texts is InvalidInput."""
    topic = topic_named(body.topic)
    source = Source(0, body.language, body.subject, body.text, body.mjml)
    if errors := list(wrong(source, body.channel, topic)):
        raise InvalidInput(errors=errors)
    try:
        content = rendered(source, body.channel, topic.sample if body.params is None else body.params)
    except TemplateWrong as error:
        raise InvalidInput.at("/params", "template_fails", detail=str(error)) from None
    size = segments(content.text)._asdict() if body.channel == "sms" else None
    return {**content._asdict(), "sms": size}


async def in_force(
    session: AsyncSession, topic: str, channel: str, languages: Sequence[str]
) -> Source | None:
    """The text to send: in the first of the languages that has one, somebody's own before the suite's."""
    for language in (*languages, FALLBACK):
        own = await _active(session, topic, channel, language)
        found = _source(own) if own else built_in(topic, channel, language)
        if found is not None:
            return found
    return None


async def _active(session: AsyncSession, topic: str, channel: str, language: str) -> Template | None:
    key = {"topic": topic, "channel": channel, "language": language, "state": "active"}
    found: Template | None = await session.scalar(select(Template).filter_by(**key))
    return found


async def _take_turn(session: AsyncSession, topic: str) -> None:
    """One at a time writes versions of a topic, so that numbers and the active one are never contended."""
    lock = func.pg_advisory_xact_lock(func.hashtextextended(f"template:{topic}", 0))
    await session.execute(select(lock))


def _source(template: Template) -> Source:
    return Source(template.number, template.language, template.subject, template.text, template.mjml)
