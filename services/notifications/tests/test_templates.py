"""What messages say: drafts, versions, previews, and a grammar that cannot do harm."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.templates.built_in import built_in
from notifications.templates.grammar import TemplateWrong, filled
from notifications.templates.rendering import rendered, wrong
from notifications.templates.segments import segments
from notifications.topics import CHANNELS, TOPICS
from services.notifications.tests.post import QUOTE, Post

SMS = {"topic": "quote-sent", "channel": "sms", "language": "en"}
MAIL = {"topic": "quote-sent", "channel": "email", "language": "en", "subject": "Quote {{ number }}"}
GOOD = "New text for {{ number }}: {{ link }}"


async def draft(post: Post, **body: Any) -> Any:
    answer = await post("POST", "/templates", {**SMS, "text": GOOD} | body)
    assert answer.status == 201, answer.body
    return answer.body


@pytest.mark.asyncio(loop_scope="session")
async def test_a_version_is_written_tried_out_and_put_into_use(post: Post) -> None:
    post.using("keyed")
    made = await draft(post)
    assert (made["number"], made["state"]) == (1, "draft")
    changed = await post(
        "PATCH", f"/templates/{made['id']}", {"text": GOOD + " Thanks"}, If_Match=f'"{made["version"]}"'
    )
    assert changed.status == 200
    assert (await post("GET", "/topics/quote-sent/texts/sms/en")).body["number"] == 0
    active = await post("POST", f"/templates/{made['id']}/activate")
    assert (active.status, active.body["state"]) == (200, "active")
    delivery = await post.sms()
    await post.work()
    found = await post.read(delivery)
    assert (found["template_number"], found["text"]) == (
        1,
        f"New text for {QUOTE['number']}: … Thanks",
    )
    late = await post("PATCH", f"/templates/{made['id']}", {"text": "x"}, If_Match=active.etag)
    assert (late.status, late.problem) == (409, "not-a-draft")
    second = await draft(post)
    await post("POST", f"/templates/{second['id']}/activate")
    states = [(one["number"], one["state"]) for one in (await post("GET", "/templates")).body["items"]]
    assert states == [(2, "active"), (1, "replaced")]


@pytest.mark.asyncio(loop_scope="session")
async def test_many_who_write_and_activate_at_once_leave_one_active_version(post: Post) -> None:
    made = await asyncio.gather(*(draft(post) for _ in range(6)))
    assert sorted(one["number"] for one in made) == [1, 2, 3, 4, 5, 6]
    answers = await asyncio.gather(*(post("POST", f"/templates/{one['id']}/activate") for one in made))
    assert {one.status for one in answers} == {200}
    states = [one["state"] for one in (await post("GET", "/templates")).body["items"]]
    assert (states.count("active"), states.count("replaced")) == (1, 5)


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    ("body", "pointer", "kind"),
    [
        ({"text": "{{ number }} {{ link }} {{ secret }}"}, "/text", "field_unknown"),
        ({"text": "{{ number }} {{ link }} {{ total.amount.digits }}"}, "/text", "field_unknown"),
        ({"text": "{{ number }}"}, "/text", "field_missing"),
        ({"text": GOOD + "{% if %}"}, "/text", "template_unreadable"),
        ({"text": GOOD + "{% include 'x' %}"}, "/text", "template_unreadable"),
        ({"text": GOOD + "{% for i in (1..9999999) %}x{% endfor %}"}, "/text", "template_fails"),
        ({"text": GOOD + "好" * 700}, "/text", "sms_too_long"),
        ({**MAIL, "subject": " ", "text": GOOD}, "/subject", "missing"),
        ({**MAIL, "text": GOOD, "mjml": "<mj-section><mj-column></mj-section>"}, "/text", "template_fails"),
        ({**MAIL, "text": GOOD, "mjml": '<mj-include path="x.mjml" />'}, "/text", "template_fails"),
    ],
)
async def test_what_is_wrong_with_a_text_is_said_before_it_is_used(
    post: Post, body: dict[str, Any], pointer: str, kind: str
) -> None:
    made = await draft(post, **body)
    for answer in (
        await post("POST", f"/templates/{made['id']}/activate"),
        await post("POST", "/templates/preview", {**SMS, **body}),
    ):
        assert answer.status == 422, answer.body
        assert answer.wrong == [(pointer, kind)]
    assert (await post("GET", f"/templates/{made['id']}")).body["state"] == "draft"


@pytest.mark.asyncio(loop_scope="session")
async def test_a_preview_is_the_message_and_its_price(post: Post) -> None:
    sms = await post("POST", "/templates/preview", {**SMS, "text": GOOD + " 您好", "params": QUOTE})
    assert sms.body["sms"] == {"encoding": "ucs-2", "length": 66, "parts": 1}
    mjml = "<mj-section><mj-column><mj-text>{{ customer }}</mj-text></mj-column></mj-section>"
    mail = await post(
        "POST",
        "/templates/preview",
        {**MAIL, "text": GOOD, "mjml": mjml, "params": {**QUOTE, "customer": "<script>alert(1)</script>"}},
    )
    assert "&lt;script&gt;" in mail.body["html"]
    assert "<script>" not in mail.body["html"]
    nobody = Post(post.bench, await post.bench.person({"delivery.read": "all"}), post.carriers)
    assert (await nobody("POST", "/templates/preview", {**SMS, "text": GOOD})).status == 403
    assert (await nobody("POST", "/templates", {**SMS, "text": GOOD})).status == 403


def test_every_text_of_the_suite_can_be_used_in_each_language() -> None:
    for name, topic in TOPICS.items():
        for language in ("zh-CN", "zh-TW", "en"):
            assert built_in(name, "email", language), (name, language)
            for channel in CHANNELS:
                if source := built_in(name, channel, language):
                    assert list(wrong(source, channel, topic)) == []
                    assert rendered(source, channel, topic.sample, strict=True).text
                    few = {one: topic.sample[one] for one in topic.required}
                    assert "{{" not in rendered(source, channel, few).text


class Trap:
    """An object whose attributes must stay out of reach."""

    secret = "found"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60), st.text(max_size=40))
def test_no_text_of_a_user_is_code(source: str, value: str) -> None:
    for around in ("{}", "{{{{ {} }}}}", "{{{{ trap.{} }}}}", "{{% if {} %}}x{{% endif %}}"):
        try:
            done = filled(around.format(source), {"value": value, "trap": Trap()}, "en")
        except TemplateWrong:
            continue
        assert "found" not in done


@pytest.mark.parametrize("path", ["secret", "__class__", "__dict__.secret", "['secret']", '["__init__"]'])
def test_objects_keep_their_attributes(path: str) -> None:
    joined = path if path.startswith("[") else f".{path}"
    assert filled(f"{{{{ trap{joined} }}}}", {"trap": Trap()}, "en") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("gsm-7", 0, 1)),
        ("a" * 160, ("gsm-7", 160, 1)),
        ("a" * 161, ("gsm-7", 161, 2)),
        ("€" * 80, ("gsm-7", 160, 1)),
        ("a" * 152 + "€" + "a" * 10, ("gsm-7", 164, 2)),
        ("好" * 70, ("ucs-2", 70, 1)),
        ("好" * 71, ("ucs-2", 71, 2)),
        ("😀" * 35, ("ucs-2", 70, 1)),
        ("好" * 66 + "😀" + "好" * 66, ("ucs-2", 134, 3)),
    ],
)
def test_sms_cost_what_the_standard_says(text: str, expected: tuple[str, int, int]) -> None:
    assert segments(text) == expected
