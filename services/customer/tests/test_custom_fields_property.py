"""Whatever fields there are and whatever is written: lists answer as Python does, and the index is true."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.custom_fields.fields import PREFIX
from chassis.custom_fields.listing import extended
from chassis.testing import Bench
from customer.custom_fields.declaration import CUSTOM
from customer.customers.queries import LISTING
from libs.conditions import Context, Takes, matches, operators, parse
from services.customer.tests.customising import define, manager, require_true_index
from services.customer.tests.people import Caller

OPTIONS = [{"value": value, "labels": {"en": value}} for value in ("a", "b", "c")]
DAYS = ["2026-11-21", "2026-11-22", "2026-12-01", "0001-01-01", "9999-12-31"]
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["a", "A", "ab", "%", "张三", "李", "é", " "])
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=4),
    "number": st.sampled_from([0, -1, 1.5, 0.1, 99999999999.99]) | st.integers(-3, 3),
    "money": st.builds(
        lambda amount, currency: {"amount": amount, "currency": currency},
        st.sampled_from(["0.00", "1.50", "-2.25", "1.5001"]),
        st.sampled_from(["CNY", "EUR"]),
    ),
    "date": st.sampled_from(DAYS),
    "moment": st.sampled_from(
        ["2026-11-21T16:00:00Z", "2026-11-22T15:59:59.999999Z", "2020-01-01T00:00:00Z"]
    ),
    "boolean": st.booleans(),
    "choice": st.sampled_from(["a", "b", "c"]),
    "multi_choice": st.sets(st.sampled_from(["a", "b", "c"]), min_size=1).map(sorted),
    "long_text": st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=9),
}
ASKED = {"money": st.sampled_from([0, 1.5, "1.5001"]), "multi_choice": st.sampled_from(["a", "b", "c"])}
KINDS = st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=4)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[str], list[dict[str, Any]], list[dict[str, Any]]]:
    """Kinds of fields, records, and what is changed about some of them."""
    kinds = draw(KINDS)
    values = st.fixed_dictionaries({}, optional={f"k{n}": VALUES[kind] for n, kind in enumerate(kinds)})
    edits = st.fixed_dictionaries(
        {}, optional={f"k{n}": st.none() | VALUES[kind] for n, kind in enumerate(kinds)}
    )
    records = draw(st.lists(values, min_size=1, max_size=5))
    return kinds, records, draw(st.lists(edits, max_size=len(records)))


def leaf(draw: st.DrawFn, kind: str, name: str) -> dict[str, Any]:
    """A question about a field."""
    field = extended(LISTING).fields[name]
    op, takes = draw(st.sampled_from(sorted(operators(field.kind).items())))
    one = ASKED.get(kind, VALUES[kind]) if not name.endswith(".currency") else st.sampled_from(["CNY", "EUR"])
    value = {
        Takes.NOTHING: st.none(),
        Takes.ONE: one,
        Takes.PAIR: st.lists(one, min_size=2, max_size=2),
        Takes.MANY: st.lists(one, min_size=1, max_size=3),
        Takes.DAYS: st.integers(1, 400),
    }[takes]
    asked = {"field": name, "op": str(op), "value": draw(value)}
    return {key: one for key, one in asked.items() if one is not None}


async def written(admin: Caller, records: list[dict[str, Any]], edits: list[dict[str, Any]]) -> list[Any]:
    """The records as the API shows them, after the edits."""
    ids = [(await admin.customer(f"N{n}", custom=one))["id"] for n, one in enumerate(records)]
    for id_, changes in zip(ids, edits, strict=False):
        answer = await admin("PATCH", f"/customers/{id_}", {"custom": changes}, If_Match='"1"')
        assert answer.status == 200, answer.body
    wanted = [
        {key: value for key, value in {**one, **changes}.items() if value is not None}
        for one, changes in zip(records, [*edits, *[{}] * len(records)], strict=False)
    ]
    shown = [(await admin("GET", f"/customers/{id_}")).body for id_ in ids]
    for one in shown:
        one["custom"].pop("double", None)
    assert [one["custom"] for one in shown] == wanted
    return shown


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(world=worlds(), data=st.data())
async def test_filters_in_sql_answer_as_conditions_in_python_do(
    opened: Bench, world: Any, data: st.DataObject
) -> None:
    kinds, records, edits = world
    await opened.reset()
    admin = await manager(opened)
    for n, kind in enumerate(kinds):
        options = {"options": OPTIONS} if kind.endswith("choice") else {}
        rules = {"rules": {"decimals": 2}} if kind == "number" else {}
        await define(admin, f"k{n}", kind, **options, **rules)
    if "number" in kinds:
        await define(admin, "double", "computed", formula=f"custom.k{kinds.index('number')} * 2")
    shown = await written(admin, records, edits)
    await require_true_index(opened)
    names = {
        name: kinds[int(name.removeprefix(PREFIX).partition(".")[0][1:])]
        for name in extended(LISTING).fields
        if name.startswith(f"{PREFIX}k")
    }
    fields = CUSTOM.of("customer")
    for _ in range(6 if names else 0):
        name = data.draw(st.sampled_from(sorted(names)))
        asked = data.draw(st.composite(leaf)(names[name], name))
        asked = data.draw(st.sampled_from([asked, {"not": asked}, {"any": [asked, {"not": asked}]}]))
        condition = parse(asked, extended(LISTING).fields)
        context = Context(datetime.now(UTC), ZoneInfo("Asia/Shanghai"), admin.person.id)
        expected = []
        for one in shown:
            plain = {PREFIX + key: value for key, value in fields.plain(one["custom"]).items()}
            plain |= {
                f"{PREFIX}{key}.currency": value["currency"]
                for key, value in one["custom"].items()
                if isinstance(value, dict)
            }
            if matches(condition, plain, context):
                expected.append(one["name"])
        found = await admin.names(f"/customers?filter={quote(orjson.dumps(asked).decode())}")
        assert found == expected, asked
