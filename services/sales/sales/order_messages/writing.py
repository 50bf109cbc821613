"""What is said of an order: the values that the templates of notifications are filled with."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from crm.sales.events.orders import InvoiceEvent, ShipmentEvent
from sales.amounts import in_digits
from sales.orders.parts import Order

MOST: Final = 50
"""Lines that a message names; of the others it says how many."""
Values = dict[str, Any]


def of_order(order: Order) -> Values:
    """What was ordered, and what it comes to."""
    lines = ({**_line(one, one["quantity"]), "total": one["gross"]} for one in order.lines)
    return {
        "number": order.number,
        "total": {"amount": in_digits(order.gross, order.currency), "currency": order.currency},
        "ordered_on": str(order.ordered_on),
        **_some(lines, len(order.lines)),
    }


def of_shipment(order: Order, event: ShipmentEvent, lines: Sequence[Mapping[str, str]]) -> Values:
    """What is on its way, and by whom."""
    ordered = {one["id"]: one for one in order.lines}
    sent = (_line(ordered[one["line_id"]], one["quantity"]) for one in lines)
    return {
        "number": order.number,
        "shipment": event.number,
        "carrier": event.carrier,
        "tracking_number": event.tracking_number,
        **_some(sent, len(lines)),
    }


def of_invoice(order: Order, event: InvoiceEvent) -> Values:
    """What is to be paid, or was."""
    return {
        "number": event.number,
        "order": order.number,
        "total": {"amount": event.gross, "currency": event.currency},
    }


def _line(line: Mapping[str, Any], quantity: str) -> Values:
    return {"name": line["product"]["name"], "quantity": f"{quantity} {line['unit']}".strip()}


def _some(lines: Iterable[Values], count: int) -> Values:
    more = {"more": str(count - MOST)} if count > MOST else {}
    return {"lines": list(islice(lines, MOST)), **more}
