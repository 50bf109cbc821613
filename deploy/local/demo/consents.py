"""What some of the demo's people said about being contacted: at a fair, on the website, in a mail."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from deploy.local.demo.contacts import Contact

FIRST_FAIR: Final = datetime(2024, 3, 5, 9, tzinfo=UTC)
WORDINGS: Final = {
    "zh-CN": "我同意贵公司通过电子邮件向我发送产品资讯和活动邀请，并可随时撤回。",
    "zh-TW": "我同意貴公司以電子郵件寄送產品資訊與活動邀請，並可隨時撤回。",
    "en": "I agree to receive product news and invitations by e-mail and may withdraw at any time.",
}
AGREED: Final = ("marketing", "newsletter")
STORIES: Final = ("agreed", "agreed", "agreed", "withdrew", "refused", "", "", "", "")


def said(one: Contact) -> list[dict[str, Any]]:
    """The entries of one person, oldest first; the same ones each time."""
    rng = Random(f"{one.key} consent")
    story = rng.choice(STORIES)
    at = FIRST_FAIR + timedelta(minutes=rng.randrange(60 * 24 * 90))
    wording = {"text": WORDINGS[one.language], "language": one.language, "version": "2024-02"}
    if story == "refused":
        return [_entry("marketing", "refused", at, source="call")]
    form = {"source": "form", "wording": wording, "evidence": {"url": "https://example.com/fair"}}
    entries = [_entry(purpose, "granted", at, **form) for purpose in AGREED] if story else []
    if story == "withdrew":
        later = at + timedelta(days=rng.randint(20, 120))
        entries.append(_entry("marketing", "withdrawn", later, source="mail"))
    return entries


def _entry(purpose: str, state: str, at: datetime, **more: Any) -> dict[str, Any]:
    return {"channel": "email", "purpose": purpose, "state": state, "given_at": at.isoformat(), **more}
