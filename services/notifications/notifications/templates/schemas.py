"""Templates as callers send and see them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from chassis.exports.catalogue import Language
from chassis.schemas import Given, RecordShown, Shown, Text, absent
from notifications.templates.grammar import LARGEST
from notifications.topics import Channel

Subject = Annotated[Text, Field(max_length=500, description="Of a mail; one line")]
Body = Annotated[
    Text,
    Field(
        max_length=LARGEST // 4,
        description="Plain text in a part of Liquid: `{{ field }}`, `{% if %}`, `{% for %}`, and the filters "
        "money, day, default, upcase, downcase, capitalize, strip, truncate, join, size",
    ),
]
Mjml = Annotated[
    Text,
    Field(
        max_length=LARGEST // 4,
        description="What stands inside `<mj-body>`: MJML sections with the same fields; empty: the mail is "
        "plain text. The layout around it is the suite's",
    ),
]


class Texts(Given):
    """What a message says."""

    subject: Subject = ""
    text: Body
    mjml: Mjml = ""


class TemplateCreate(Texts):
    """A new version, as a draft."""

    topic: Text
    channel: Channel
    language: Language


class TemplateUpdate(Given):
    """Changes of a draft."""

    subject: Subject = Field(default_factory=absent)
    text: Body = Field(default_factory=absent)
    mjml: Mjml = Field(default_factory=absent)


class TemplatePreview(TemplateCreate):
    """Texts to see filled in, saved or not."""

    params: dict[str, Any] | None = Field(default=None, description="Left out: the topic's sample")


class TemplateRead(RecordShown):
    """One version of a template."""

    topic: str
    channel: Channel
    language: Language
    number: int = Field(description="1, 2, 3, … for each topic, channel and language")
    state: Literal["draft", "active", "replaced"]
    subject: str
    text: str
    mjml: str
    activated_at: datetime | None


class SmsSize(Shown):
    """What a text costs as SMS."""

    encoding: Literal["gsm-7", "ucs-2"]
    length: int = Field(description="In units of the encoding")
    parts: int = Field(description="Messages it becomes")


class PreviewRead(Shown):
    """A message as it would be sent."""

    subject: str
    text: str
    html: str | None = Field(description="Foreign text: show it in a sandboxed frame only")
    sms: SmsSize | None


class TopicRead(Shown):
    """What a topic's templates can use, and who gets it."""

    topic: str
    purpose: str = Field(description="As the customer master's consent gate knows it")
    for_people: bool = Field(description="Whether it is for people who work here, by their preferences")
    mandatory: bool = Field(description="Whether people get it whatever they prefer")
    required: list[str] = Field(description="Fields that every text must use and every sender gives")
    sample: dict[str, Any] = Field(description="All fields, with a value each")


class InForceRead(Shown):
    """What is sent today for a topic, channel and language."""

    number: int = Field(description="The active version; 0: the text that comes with the suite")
    language: Language = Field(description="Another one than asked for when there is none in that")
    subject: str
    text: str
    mjml: str
