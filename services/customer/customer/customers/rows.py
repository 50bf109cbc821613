"""One customer of an import: mapped cells checked and brought into column values by the API's rules."""

from collections.abc import Mapping
from typing import Any, Final

from chassis.imports.bodies import Body, CellError, Checked
from chassis.organisation import Defaults
from customer.customers.schemas import CustomerCreate
from customer.customers.values import normal

PLAIN: Final = (
    "kind", "lifecycle", "name", "name_en", "name_short", "name_native", "parent_id", "website", "industry",
    "size",
    "source", "tax_number", "registered_on", "currency", "language", "time_zone", "description", "tags",
    "owner_id", "team_id",
)  # fmt: skip
PHONES: Final = {"phone": "work", "mobile": "mobile", "fax": "fax", "phone_2": "other"}
EMAILS: Final = {"email": "work", "email_2": "other"}
ADDRESS: Final = ("country", "region", "city", "postcode", "street")
FIELDS: Final = (*PLAIN, *PHONES, *EMAILS, *ADDRESS)
"""What cells may be mapped to; ids (`owner_id`, `parent_id`, `tags`) are resolved before."""


def check_row(cells: Mapping[str, Any], defaults: Defaults) -> Checked:
    """Column values of the cells that are there (empty ones count as absent).

    Fatal: `name` and `kind`. Anything else that is wrong is dropped and the row is kept.
    """
    draft = Body()
    given = {field: value for field, value in cells.items() if value not in (None, "", [])}
    draft.body = {field: given[field] for field in PLAIN if field in given}
    for field in PHONES.keys() & given:
        draft.entry("phones", field, {"number": given[field], "kind": PHONES[field]})
    for field in EMAILS.keys() & given:
        draft.entry("emails", field, {"address": given[field], "kind": EMAILS[field]})
    if address := {part: given[part] for part in ADDRESS if part in given}:
        draft.body["addresses"] = [address]
        draft.origin |= {("addresses", 0, part): part for part in address}
    body, errors = draft.validated(CustomerCreate, ("name", "kind"))
    if body is None:
        return Checked(None, errors)
    values, wrong = normal(body.changes(), defaults.region)
    errors += [CellError(draft.cell(one.pointer), one.kind, one.params) for one in wrong]
    return Checked(values, errors)
