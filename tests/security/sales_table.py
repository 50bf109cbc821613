"""The rows of what sales does with records that have an owner."""

from collections.abc import Mapping
from typing import Any

from tests.security.rules import Rule, holding, nothing, on, signed_in

LINES = [{"product_id": "{product_id}", "unit_amount": "1"}]


def _owned(path: str, thing: str, new: Any, change: Any) -> dict[str, Rule]:
    """What can be done with all of them."""
    one, delete = f"{path}/{{{thing}_id}}", f"{thing}.delete"
    return {
        f"POST {path}": on("customer", holding=(f"{thing}.create",), unreadable=422).sending(new),
        f"GET {path}": holding(f"{thing}.read"),
        f"GET {path}?deleted=true": holding(f"{thing}.read", delete),
        f"GET {one}": on(thing, deleted=delete),
        f"PATCH {one}": on(thing, f"{thing}.update").sending(change),
        f"DELETE {one}": on(thing, delete, fresh=True),
        f"POST {one}/restore": on(thing, delete, deleted=delete, fresh=True),
        f"POST {one}/assign": on(thing, f"{thing}.assign", fresh=True).sending({"owner_id": "{stranger_id}"}),
        f"GET {one}/history": on(thing, deleted=delete),
        f"GET {one}/access": on(thing, deleted=delete),
        f"GET {one}/readers": on(thing, holding=("user.read",), deleted=delete),
    }


_QUOTE = "/api/sales/quotes/{quote_id}"
_ACCEPTANCE = {"name": "Kim Example", "document_sha256": "0" * 64}
QUOTES: Mapping[str, Rule] = {
    **_owned(
        "/api/sales/quotes",
        "quote",
        {"customer_id": "{customer_id}", "currency": "CNY", "lines": LINES},
        {"title": "Changed"},
    ),
    f"POST {_QUOTE}/issue": on("quote", "quote.update", fresh=True),
    **{  # of a draft without discounts, which cannot do that
        f"POST {_QUOTE}/{action}": on("quote", f"quote.{needed}", status=409).sending(body)
        for action, needed, body in (
            ("submit", "update", {}),
            ("approve", "approve", {}),
            ("reject", "approve", {}),
            ("reopen", "update", None),
            ("versions", "update", None),
            ("links", "update", None),
            ("withdraw", "update", {}),
            ("accept", "update", {"name": "Kim Example"}),
            ("decline", "update", {}),
        )
    },
    f"POST {_QUOTE}/documents": on("quote", deleted="quote.delete"),
    f"GET {_QUOTE}/documents/{{document_id}}": on("quote", deleted="quote.delete", status=404),
    f"GET {_QUOTE}/documents/{{document_id}}/file": on("quote", deleted="quote.delete", status=404),
    f"POST {_QUOTE}/sendings": on("quote", "quote.update", status=409).sending(
        {"address": "kim@example.com"}
    ),
    f"GET {_QUOTE}/sendings": on("quote", deleted="quote.delete"),
    "GET /api/sales/public/quotes/{token}": nothing,
    "GET /api/sales/public/quotes/{token}/pdf": nothing,
    "POST /api/sales/public/quotes/{token}/accept": nothing.sending(_ACCEPTANCE),
    "POST /api/sales/public/quotes/{token}/decline": nothing.sending({}),
    "POST /api/sales/discount-limits": holding("price_book.manage", status=409).sending(  # it has one
        {"percent": "90", "product_id": "{limited_product_id}"}
    ),
    "GET /api/sales/discount-limits": holding("quote.read"),
    "PATCH /api/sales/discount-limits/{discount_limit_id}": holding("price_book.manage").sending(
        {"percent": "90"}
    ),
    "DELETE /api/sales/discount-limits/{discount_limit_id}": holding("price_book.manage", fresh=True),
}


def _ruled(path: str, thing: str, new: Any, change: Any) -> dict[str, Rule]:
    """What only those who rule over leads see and change."""
    one, may = f"{path}/{{{thing}_id}}", holding("lead_rule.manage")
    return {
        f"POST {path}": may.sending({"name": "{unique}", **new}),
        f"GET {path}": may,
        f"GET {one}": may,
        f"PATCH {one}": may.sending(change),
        f"DELETE {one}": holding("lead_rule.manage", fresh=True),
    }


_LEAD, _FORM = "/api/sales/leads/{lead_id}", "/api/sales/forms/{form_key}"
LEADS: Mapping[str, Rule] = {
    **_owned("/api/sales/leads", "lead", None, {"title": "Changed"}),
    "POST /api/sales/leads": holding("lead.create").sending({"name": "New {unique}"}),
    "POST /api/sales/leads/from-card": holding("lead.create").sending({"text": "Kim Example"}),
    f"GET {_LEAD}/duplicates": on("lead", deleted="lead.delete"),
    f"GET {_LEAD}/probability": on("lead", deleted="lead.delete"),
    f"POST {_LEAD}/respond": on("lead", "lead.update").sending({"channel": "call"}),
    f"POST {_LEAD}/qualify": on("lead", "lead.update", fresh=True),
    f"POST {_LEAD}/disqualify": on("lead", "lead.update", fresh=True).sending({"reason": "No budget"}),
    f"POST {_LEAD}/requalify": on("lead", "lead.update", status=409),  # it is not disqualified
    f"POST {_LEAD}/convert": on("lead", "lead.update", holding=("customer.create",), fresh=True).sending(
        {"contact": "none"}
    ),
    **_ruled(
        "/api/sales/assignment-rules",
        "assignment_rule",
        {"members": [{"user_id": "{stranger_id}"}]},
        {"active": False},
    ),
    **_ruled(
        "/api/sales/score-rules",
        "score_rule",
        {"condition": {"all": []}, "points": 1},
        {"points": 2},
    ),
    **_ruled("/api/sales/lead-forms", "lead_form", {"fields": [{"name": "name"}]}, {"source": "web"}),
    f"GET {_FORM}": nothing,
    f"POST {_FORM}": nothing.sending({}),
}


_DEAL, _PIPELINE = "/api/sales/opportunities/{opportunity_id}", "/api/sales/pipelines/{pipeline_id}"
_RATE = "/api/sales/exchange-rates/{currency}/{starts_on}"
DEALS: Mapping[str, Rule] = {
    **_owned(
        "/api/sales/opportunities",
        "opportunity",
        {"name": "New", "customer_id": "{customer_id}"},
        {"next_step": "Changed"},
    ),
    f"POST {_DEAL}/move": on("opportunity", "opportunity.update").sending({"stage_id": "{stage_id}"}),
    f"PUT {_DEAL}/probability": on("opportunity", "opportunity.update").sending({"probability": 50}),
    f"DELETE {_DEAL}/probability": on("opportunity", "opportunity.update"),
    f"POST {_DEAL}/lose": on("opportunity", "opportunity.update", fresh=True).sending({"reason": "price"}),
    f"POST {_DEAL}/reopen": on("opportunity", "opportunity.update", status=409).sending({}),  # it is open
    f"GET {_DEAL}/stages": on("opportunity", deleted="opportunity.delete"),
    "POST /api/sales/pipelines": holding("pipeline.manage").sending(
        {"name": "{unique}", "stages": [{"name": "First", "probability": 10}]}
    ),
    "GET /api/sales/pipelines": holding("opportunity.read"),
    f"GET {_PIPELINE}": holding("opportunity.read"),
    f"GET {_PIPELINE}/board": holding("opportunity.read"),
    f"GET {_PIPELINE}/funnel": holding("opportunity.read"),
    "GET /api/sales/standing/mine": signed_in,
    "GET /api/sales/standing/team": holding("opportunity.read"),
    f"PATCH {_PIPELINE}": holding("pipeline.manage").sending({"team_ids": []}),
    f"DELETE {_PIPELINE}": holding("pipeline.manage", fresh=True),
    "GET /api/sales/exchange-rates": holding("opportunity.read"),
    f"PUT {_RATE}": holding("exchange_rate.manage", status=422).sending(
        {"rate": "1"}
    ),  # of the base currency
    f"DELETE {_RATE}": holding("exchange_rate.manage", status=404),
}


_CONTRACT = "/api/sales/contracts/{contract_id}"
CONTRACTS: Mapping[str, Rule] = {
    **_owned(
        "/api/sales/contracts",
        "contract",
        {"customer_id": "{customer_id}", "currency": "CNY", "lines": LINES},
        {"title": "Changed"},
    ),
    f"POST {_CONTRACT}/activate": on("contract", "contract.update", fresh=True).sending(
        {"signed_by": "Kim Example"}
    ),
    f"POST {_CONTRACT}/terminate": on("contract", "contract.update", status=409).sending({}),  # it is a draft
    "POST /api/sales/quotes/{quote_id}/contract": on(  # of a draft
        "quote", "contract.create", deleted="quote.delete", status=409
    ).sending({}),
}


def _many(path: str, thing: str) -> dict[str, Rule]:
    """What can be done with many of them at once."""
    may = holding(f"{thing}.bulk_update", f"{thing}.update", people=True)
    edit = may.sending({"selection": {"ids": ["{user_id}"]}, "values": {"source": "fair"}})
    return {f"POST {path}/bulk-edits/preview": edit, f"POST {path}/bulk-edits": edit}


_OPERATION, _BULK = "/api/sales/operations/{operation_id}", "lead.bulk_update"
OPERATIONS: Mapping[str, Rule] = {
    **_many("/api/sales/leads", "lead"),
    **_many("/api/sales/opportunities", "opportunity"),
    "GET /api/sales/operations": signed_in,
    f"GET {_OPERATION}": on("sales_operation", anyones=_BULK),
    f"GET {_OPERATION}/issues": on("sales_operation", anyones=_BULK),
    f"GET {_OPERATION}/undo": on("sales_operation", anyones=_BULK),
    f"POST {_OPERATION}/undo": on("sales_operation", anyones=_BULK, people=True, fresh=True),
    f"POST {_OPERATION}/cancel": on("sales_operation", anyones=_BULK, status=409),
}


_SALES = "crm.sales.v1.SalesService"
METHODS: Mapping[str, Rule] = {
    f"{_SALES}/CheckReadable": signed_in.sending({"records": []}),
    f"{_SALES}/Search": signed_in.sending({"q": "record"}),
    f"{_SALES}/GetOverview": signed_in.sending({"customer_id": "{user_id}"}),  # whom nobody ever sold to
}
