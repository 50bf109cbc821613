"""From texts and fields to a message, and what is wrong with texts before they are used."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mjml import mjml2html

from chassis.problems import FieldError
from notifications.templates.built_in import LAYOUT, Source
from notifications.templates.grammar import TemplateWrong, fields_of, filled
from notifications.templates.segments import MOST, segments
from notifications.topics import Topic


class Rendered(NamedTuple):
    """A message's content."""

    subject: str
    text: str
    html: str | None


def rendered(source: Source, channel: str, params: Mapping[str, Any], *, strict: bool = False) -> Rendered:
    """The content of a message. Raises TemplateWrong."""
    subject = " ".join(filled(source.subject, params, source.language, strict=strict).split())
    text = filled(source.text, params, source.language, strict=strict).strip()
    if channel != "email" or not source.mjml:
        return Rendered(subject, text, None)
    body = filled(source.mjml, params, source.language, html=True, strict=strict)
    return Rendered(subject, text, _html(body, source.language))


def _html(body: str, language: str) -> str:
    page = LAYOUT.replace("LANGUAGE", language).replace("BODY", body)
    try:
        return mjml2html(page, disable_comments=True, include_loader=_nothing)
    except (ValueError, OSError) as error:
        raise TemplateWrong(str(error)[:300]) from None


def _nothing(path: str) -> str:
    raise TemplateWrong(f"nothing is included: {path}")


def wrong(source: Source, channel: str, topic: Topic) -> Iterator[FieldError]:
    """What stands against using a text: unreadable, unknown fields, required ones missing, too long."""
    used, strange = set[str](), set[str]()
    for name in ("subject", "text", "mjml"):
        try:
            reads = fields_of(getattr(source, name))
        except TemplateWrong as error:
            yield FieldError(pointer=f"/{name}", kind="template_unreadable", params={"detail": str(error)})
            return
        used |= reads if name == "text" else set()
        strange |= (unknown := {one for one in reads if not _known(one, topic.sample)})
        for field in sorted(unknown):
            params = {"field": field, "known": sorted(topic.sample)}
            yield FieldError(pointer=f"/{name}", kind="field_unknown", params=params)
    for field in sorted(topic.required - {one.partition(".")[0] for one in used}):
        yield FieldError(pointer="/text", kind="field_missing", params={"field": field})
    if channel == "email" and not source.subject.strip():
        yield FieldError(pointer="/subject", kind="missing")
    if not strange:
        yield from _tried(source, channel, topic)


def _tried(source: Source, channel: str, topic: Topic) -> Iterator[FieldError]:
    try:
        text = rendered(source, channel, topic.sample, strict=True).text
    except TemplateWrong as error:
        yield FieldError(pointer="/text", kind="template_fails", params={"detail": str(error)})
        return
    if channel == "sms" and segments(text).parts > MOST:
        yield FieldError(pointer="/text", kind="sms_too_long", params={"most": MOST})


def _known(field: str, sample: Mapping[str, Any]) -> bool:
    value: Any = sample
    for part in field.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return False
        value = value[part]
    return True
