"""Search texts in parts, so that a search can leave out those that come from fields hidden from somebody."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from libs.names import APART, search_entry

revision = "0009"
down_revision = "0008"

TOGETHER = 1000
NAMES = {
    "customer": ("name", "name_short", "name_en", "name_native"),
    "contact": ("name", "name_en", "name_native"),
}
CODES = {"customer": ("number",), "contact": ()}
READ = {
    "customer": (*NAMES["customer"], "number", "external_ids", "phones", "emails", "tax_number"),
    "contact": (*NAMES["contact"], "external_ids", "phones", "emails", "family_name", "given_name"),
}


def upgrade() -> None:
    """Write the texts anew that are in one piece."""
    for name, columns in READ.items():
        _rewrite(sa.table(name, *map(sa.column, ("id", "search_text", "search_grams", *columns))), columns)


def downgrade() -> None:
    """A text in parts serves the release before as well."""


def _rewrite(table: sa.TableClause, columns: tuple[str, ...]) -> None:
    connection = op.get_bind()
    whole = sa.func.strpos(table.c.search_text, sa.cast(APART, sa.Text)) == 0
    wanted = sa.select(table.c.id, *(table.c[name] for name in columns)).where(whole).limit(TOGETHER)
    update = table.update().where(table.c.id == sa.bindparam("row", type_=sa.Uuid()))
    update = update.values(
        search_text=sa.bindparam("text", type_=sa.Text()),
        search_grams=sa.bindparam("grams", type_=sa.ARRAY(sa.Text())),
    )
    while rows := connection.execute(wanted).mappings().all():
        connection.execute(update, [_entry(table.name, row) for row in rows])


def _entry(table: str, row: Mapping[Any, Any]) -> dict[str, Any]:
    names = [row[name] for name in NAMES[table] if row[name]]
    parts = [row[name] for name in ("family_name", "given_name") if row.get(name)]
    if parts and not all(part in row["name"] for part in parts):
        names.append("".join(parts) if parts[0] >= "\u2e80" else " ".join(parts))
    tax_number = row.get("tax_number")
    text, grams = search_entry(
        names,
        [*(row[name] for name in CODES[table]), *row["external_ids"]],
        [one["number"] for one in row["phones"]],
        [one["address"] for one in row["emails"]],
        [tax_number] if tax_number else [],
    )
    return {"row": row["id"], "text": text, "grams": grams}
