"""The rows of orders and of what is delivered, billed and paid of them."""

from collections.abc import Mapping
from typing import Any

from tests.security.rules import Rule, holding, nothing, on

_LINES = [{"product_id": "{product_id}", "unit_amount": "1"}]
_ORDER, _INVOICE = "/api/sales/orders/{order_id}", "/api/sales/invoices/{invoice_id}"
_PAYMENT = "/api/sales/payments/{payment_id}"
_PAID = {"customer_id": "{customer_id}", "currency": "CNY", "amount": "1"}
_PART: Mapping[str, Any] = {"order_id": "{order_id}"}


def _part(thing: str, needs: str, **more: Any) -> dict[str, Rule]:
    """What can be done with all that is of an order."""
    path = f"/api/sales/{thing}s"
    return {
        f"POST {path}": on("order", needs, unreadable=422, **more).sending(_PART),
        f"GET {path}": holding("order.read"),
        f"GET {path}/{{{thing}_id}}": on(thing),
    }


ORDERS: Mapping[str, Rule] = {
    "POST /api/sales/orders": on("customer", holding=("order.create",), unreadable=422).sending(
        {"customer_id": "{customer_id}", "currency": "CNY", "lines": _LINES}
    ),
    "GET /api/sales/orders": holding("order.read"),
    f"GET {_ORDER}": on("order"),
    f"PATCH {_ORDER}": on("order", "order.update").sending({"note": "Changed"}),
    f"POST {_ORDER}/assign": on("order", "order.assign", fresh=True).sending({"owner_id": "{stranger_id}"}),
    f"POST {_ORDER}/confirm": on("order", "order.update", status=409),  # it is confirmed
    f"POST {_ORDER}/cancel": on("order", "order.update", fresh=True).sending({}),
    f"POST {_ORDER}/close": on("order", "order.update", fresh=True).sending({}),
    f"POST {_ORDER}/reopen": on("order", "order.update", status=409),
    f"GET {_ORDER}/messages": on("order"),
    f"GET {_ORDER}/history": on("order"),
    f"GET {_ORDER}/access": on("order"),
    f"GET {_ORDER}/readers": on("order", holding=("user.read",)),
    **_part("shipment", "order.update", fresh=True),
    "POST /api/sales/shipments/{shipment_id}/ship": on("shipment", "order.update", fresh=True).sending({}),
    "POST /api/sales/shipments/{shipment_id}/deliver": on(  # it is prepared, as in the next
        "shipment", "order.update", status=409
    ).sending({}),
    "POST /api/sales/shipments/{shipment_id}/lose": on("shipment", "order.update", status=409),
    "POST /api/sales/shipments/{shipment_id}/cancel": on("shipment", "order.update", fresh=True),
    **_part("return", "order.update"),
    "POST /api/sales/returns": on("order", "order.update", unreadable=422, status=409).sending(
        {**_PART, "lines": [{"line_id": "{line_id}", "quantity": "1"}]}  # nothing was shipped
    ),
    "POST /api/sales/returns/{return_id}/receive": on("return", "order.update", fresh=True),
    "POST /api/sales/returns/{return_id}/refuse": on("return", "order.update", fresh=True),
    "GET /api/sales/returns/{return_id}/credit": on("return"),
    **_part("invoice", "order.invoice", fresh=True),
    f"GET {_INVOICE}/pdf": on("invoice"),
    "GET /api/sales/public/invoices/{invoice_id}/{token}": nothing,
    f"POST {_INVOICE}/credit": on("invoice", "order.invoice", fresh=True).sending({}),
    f"GET {_INVOICE}/allocations": on("invoice"),
    "POST /api/sales/payments": on(
        "customer", "order.invoice", holding=("order.invoice",), unreadable=422
    ).sending(_PAID),
    "GET /api/sales/payments": holding("order.invoice"),
    f"GET {_PAYMENT}": on("payment"),
    f"POST {_PAYMENT}/allocations": on("payment", status=422).sending(
        {"allocations": [{"invoice_id": "{stranger_id}"}]}  # which is none
    ),
    f"DELETE {_PAYMENT}/allocations/{{allocation_id}}": on("payment", status=404),
    f"POST {_PAYMENT}/reverse": on("payment", fresh=True).sending({}),
    "POST /api/sales/opportunities/{opportunity_id}/win": on(
        "opportunity", "opportunity.update", fresh=True
    ).sending({"build_order": False}),
    "POST /api/sales/opportunities/{opportunity_id}/order": on(  # it is open
        "opportunity", status=409
    ).sending({}),
    "POST /api/sales/quotes/{quote_id}/order": on("quote", deleted="quote.delete", status=409).sending({}),
}
