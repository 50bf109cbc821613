"""REST: what messages say."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy import true

from chassis.exports.catalogue import Language
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.problems import NotFound
from chassis.schemas import Page
from notifications.templates import service
from notifications.templates.queries import LISTING
from notifications.templates.schemas import (
    InForceRead,
    PreviewRead,
    TemplateCreate,
    TemplatePreview,
    TemplateRead,
    TemplateUpdate,
    TopicRead,
)
from notifications.topics import TOPICS, Channel

router = Router(tags=["templates"])


@router.get("/topics", response_model=list[TopicRead])
async def list_topics(actor: Caller) -> Any:
    """What messages can be about: purpose, fields and a sample of each. For everybody who is signed in."""
    return [
        {
            "topic": name,
            "purpose": one.purpose,
            "for_people": one.for_people,
            "mandatory": one.mandatory,
            "required": sorted(one.required),
            "sample": one.sample,
        }
        for name, one in TOPICS.items()
    ]


@router.get("/topics/{topic}/texts/{channel}/{language}", response_model=InForceRead)
async def read_text(actor: Caller, session: Reading, topic: str, channel: Channel, language: Language) -> Any:
    """What is sent today: the active version, or the suite's own text. Needs template.manage."""
    actor.require("template.manage")
    service.topic_named(topic, "/path/topic")
    found = await service.in_force(session, topic, channel, [language])
    if found is None:
        raise NotFound(thing="template", topic=topic, channel=channel)
    return found._asdict()


@router.post("/templates", status_code=201, response_model=TemplateRead)
async def create(actor: Caller, session: Writing, body: TemplateCreate, response: Response) -> Any:
    """Write a new version of a topic's text, as a draft. Needs template.manage."""
    created = await service.create(session, actor, body)
    response.headers["Location"] = f"/templates/{created.id}"
    tag(response, created)
    return created


@router.post("/templates/preview", response_model=PreviewRead)
async def preview(actor: Caller, body: TemplatePreview) -> Any:
    """See texts filled in with the topic's sample or with other values; nothing is kept. 422 says what stands
    against using them. Needs template.manage.
    """
    actor.require("template.manage")
    return service.preview(body)


@router.get("/templates", response_model=Page[TemplateRead])
async def list_templates(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """All versions, the newest first; filters: topic, channel, language, state. Needs template.manage."""
    actor.require("template.manage")
    found = await page(session, LISTING, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@router.get("/templates/{template_id}", response_model=TemplateRead)
async def read(actor: Caller, session: Reading, template_id: UUID, response: Response) -> Any:
    """One version, with its edit version as ETag. Needs template.manage."""
    actor.require("template.manage")
    found = await service.get(session, template_id)
    tag(response, found)
    return found


@router.patch("/templates/{template_id}", response_model=TemplateRead)
async def update(
    actor: Caller,
    session: Writing,
    template_id: UUID,
    base: BaseVersion,
    body: TemplateUpdate,
    response: Response,
) -> Any:
    """Change a draft; 409 when it is one no more. Needs template.manage."""
    changed = await service.update(session, actor, template_id, base, body)
    tag(response, changed)
    return changed


@router.post("/templates/{template_id}/activate", response_model=TemplateRead)
async def activate(actor: Caller, session: Writing, template_id: UUID, response: Response) -> Any:
    """Send this from now on; the version before stays to be read. 422 while a field is unknown, a required
    one missing or the text cannot be filled in. Needs template.manage.
    """
    active = await service.activate(session, actor, template_id)
    tag(response, active)
    return active
