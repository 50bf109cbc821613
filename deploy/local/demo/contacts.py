"""The people at the demo's customers: who they are, whom they report to, what they decide."""

import json
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from deploy.local.demo.companies import Company


class Post(NamedTuple):
    """A place in a customer's organisation; `above` is the index of the post it reports to."""

    title: str
    department: str
    above: int | None
    decision_role: str | None


class Contact(NamedTuple):
    """A person and their post at one customer."""

    key: str
    family_name: str
    given_name: str
    name: str
    language: str
    post: Post
    above: str | None
    """Key of the contact they report to."""

    @property
    def email(self) -> str:
        """A mail address that can never exist."""
        return f"{self.key}@example.com"


SIMPLIFIED: Final = (
    Post("总经理", "管理层", None, "decider"),
    Post("采购总监", "采购部", 0, "blocker"),
    Post("研发总监", "研发中心", 0, "champion"),
    Post("测试经理", "研发中心", 2, None),
    Post("采购专员", "采购部", 1, None),
)
TRADITIONAL: Final = (
    Post("總經理", "管理部", None, "decider"),
    Post("採購經理", "採購部", 0, "blocker"),
    Post("研發協理", "研發處", 0, "champion"),
    Post("測試課長", "研發處", 2, None),
    Post("採購專員", "採購部", 1, None),
)
ENGLISH: Final = (
    Post("Managing director", "Management", None, "decider"),
    Post("Head of procurement", "Procurement", 0, "blocker"),
    Post("Head of engineering", "Engineering", 0, "champion"),
    Post("Test lead", "Engineering", 2, None),
    Post("Buyer", "Procurement", 1, None),
)
POSTS: Final = {"zh-CN": SIMPLIFIED, "zh-TW": TRADITIONAL, "en": ENGLISH}
NAMES: Final = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))


def staff(company: Company) -> list[Contact]:
    """The people at one customer, bosses first; the same ones each time."""
    rng = Random(company.key)
    posts = POSTS[company.language][: rng.choice((1, 2, 2, 3, 5)) if company.kind == "company" else 0]
    families = rng.sample(NAMES["family"][company.language], len(posts))
    givens = rng.sample(NAMES["given"][company.language], len(posts))
    keys = [f"{company.key}-{number}" for number in range(1, len(posts) + 1)]
    return [
        Contact(
            key=key,
            family_name=family,
            given_name=given,
            name=f"{given} {family}" if company.language == "en" else family + given,
            language=company.language,
            post=post,
            above=None if post.above is None else keys[post.above],
        )
        for key, family, given, post in zip(keys, families, givens, posts, strict=True)
    ]


def body(contact: Contact) -> dict[str, Any]:
    """What creates the person; their post at the customer is for the caller to add."""
    return {
        "name": contact.name,
        "family_name": contact.family_name,
        "given_name": contact.given_name,
        "language": contact.language,
        "emails": [{"address": contact.email}],
    }
