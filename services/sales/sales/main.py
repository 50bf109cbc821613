"""The wiring of the sales service."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from chassis.runtime import Runtime
from chassis.service import Service
from sales.settings import SalesSettings


def _http(_: Runtime) -> Sequence[APIRouter]:
    from sales.price_books import routes as price_books
    from sales.prices import routes as prices
    from sales.pricing import routes as pricing
    from sales.products import routes as products
    from sales.taxes import routes as taxes

    return [pricing.router, products.router, prices.router, price_books.router, taxes.router]


service = Service(
    name="sales",
    settings=SalesSettings,
    folder=Path(__file__).parents[1],
    http=_http,
)
