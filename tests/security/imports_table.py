"""The rows of what services do with files that are imported, the same in each."""

from collections.abc import Mapping

from tests.security.rules import Rule, holding, on

SALES_IMPORT = "lead.import|opportunity.import"
"""Either shows imports at all; the one of its object is needed for each."""


def imports(service: str, thing: str, needed: str, permission: str, target: str) -> dict[str, Rule]:
    """`thing` is an import of the target, which needs the permission; `needed` is what opens the door."""
    path, may = f"/api/{service}/imports", (needed,)
    one = f"{path}/{{import_id}}"
    its = on(thing, holding=may, anyones=permission)
    mine = on(thing, holding=may, anyones=permission, people=True, fresh=True, others=409)
    return {
        f"GET {path}/targets": holding(*may),
        f"POST {path}": holding(*may, people=True).sending({"file": "csv"}),
        f"GET {path}": holding(*may),
        f"GET {one}": its,
        f"PATCH {one}": its.sending({"target": target}),
        f"GET {one}/preview": its,
        f"POST {one}/start": mine,
        f"POST {one}/pause": on(thing, holding=may, anyones=permission, status=409),  # one not started
        f"POST {one}/resume": on(thing, holding=may, anyones=permission, status=409),
        f"GET {one}/sheets": its,
        f"POST {one}/sheets": mine.sending({"sheet": ""}),
        f"GET {one}/file": on(thing, holding=may, anyones=permission, people=True, others=409),
        f"POST {one}/cancel": on(thing, holding=may, anyones=permission, fresh=True),
        f"GET {one}/errors": its,
        f"GET {one}/errors.csv": its,
        f"POST {one}/undo": on(thing, anyones=permission, people=True, status=404),  # it wrote nothing
    }


IMPORTS: Mapping[str, Rule] = {
    **imports("customer", "import", "customer.import", "customer.import", "customers"),
    **imports("sales", "sales_import", SALES_IMPORT, "lead.import", "leads"),
}
