"""One contact of an import: mapped cells checked and brought into column values by the API's rules."""

from collections.abc import Mapping
from typing import Any, Final

from chassis.imports.bodies import Body, CellError, Checked
from chassis.organisation import Defaults
from customer.contacts.schemas import ContactCreate, LinkGiven
from customer.contacts.values import display_name
from customer.details import normal

PLAIN: Final = (
    "name", "family_name", "given_name", "name_en", "name_native", "birthday", "language", "time_zone",
    "description",
)  # fmt: skip
PHONES: Final = {"phone": "work", "mobile": "mobile"}
LINK: Final = ("title", "department", "decision_role")
FIELDS: Final = (*PLAIN, *PHONES, "email", *LINK)


def check_row(cells: Mapping[str, Any], defaults: Defaults) -> Checked:
    """Column values of the cells that are there (empty ones count as absent); `link` holds what the contact
    is at its customer.

    Fatal: `name`, when no part of the name is there. Other wrong cells are dropped and the row is kept.
    """
    given = {field: value for field, value in cells.items() if value not in (None, "", [])}
    draft = Body()
    draft.body = {field: given[field] for field in PLAIN if field in given}
    for field in PHONES.keys() & given:
        draft.entry("phones", field, {"number": given[field], "kind": PHONES[field]})
    if "email" in given:
        draft.entry("emails", "email", {"address": given["email"]})
    if not given.keys() & {"name", "family_name", "given_name"}:
        return Checked(None, [CellError("name", "missing", fatal=True)])
    body, errors = draft.validated(ContactCreate, ("name", "family_name", "given_name"))
    if body is None:
        return Checked(None, errors)
    values, wrong = normal(body.changes(), defaults.region)
    errors += [CellError(draft.cell(one.pointer), one.kind, one.params) for one in wrong]
    values["name"] = display_name(values)
    link, wrong_link = _link(given)
    return Checked(values | ({"link": link} if link else {}), errors + wrong_link)


def _link(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[CellError]]:
    draft = Body()
    draft.body = {field: given[field] for field in LINK if field in given}
    link, errors = draft.validated(LinkGiven, ())
    return (link.changes() if link else {}), errors
