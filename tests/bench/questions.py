"""What is asked: the requests of each row of the table."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from typing import Any, Final, NamedTuple
from urllib.parse import quote
from uuid import UUID

Request = tuple[str, str, str]
"""Method, path, body."""


class Known(NamedTuple):
    """What may be asked for."""

    readable: list[UUID]
    """Customers that the caller may read."""
    with_contacts: list[UUID]


LIST = "/api/customer/customers?limit=50"
QUESTIONS: Final[Mapping[str, Callable[[Known], Iterator[Request]]]] = {
    "read": lambda known: _each("/api/customer/customers/{}", known.readable),
    "list of 50": lambda _: _each(LIST, [""]),
    "list of 50, total": lambda _: _each(LIST + "&total=true", [""]),
    "search, Chinese, frequent (科技)": lambda _: _each(LIST + "&q={}", [quote("科技")]),
    "search, Chinese, rare": lambda _: _each(
        LIST + "&q={}", map(quote, ("星河科", "云海贸", "瑞安医", "金石建"))
    ),
    "search, Latin, frequent (instr)": lambda _: _each(LIST + "&q={}", ["instr"]),
    "search, Latin, rare": lambda _: _each(
        LIST + "&q={}", ["silverwick%20tex", "ironhaven%20met", "glenbrook%20opt"]
    ),
    "search box (views/search)": lambda _: _each(
        "/api/views/search?q={}", [quote("星河"), "silverw", "138000012"]
    ),
    "360": lambda known: _each("/api/views/customer-360/{}", known.with_contacts),
    "create": lambda _: (_create(number) for number in range(1_000_000)),
}
"""Row of the table → endless requests."""


def _each(path: str, values: Any) -> Iterator[Request]:
    return cycle([("GET", path.format(value), "") for value in values])


def _create(number: int) -> Request:
    body = {
        "name": f"新客户{number}有限公司",
        "phones": [{"number": f"+86139{number:08d}"}],
        "emails": [{"address": f"new{number}@example.com"}],
        "addresses": [{"country": "CN", "city": "上海", "street": f"{number} Road"}],
        "industry": "科技",
    }
    return "POST", "/api/customer/customers", json.dumps(body, ensure_ascii=False)
