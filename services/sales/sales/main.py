"""The wiring of the sales service."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from chassis.rpc.server import Servicer
from chassis.runtime import Runtime
from chassis.service import Service
from sales.settings import SalesSettings


def _http(_: Runtime) -> Sequence[APIRouter]:
    return [*_deals(), *_catalogue(), *_leads(), *_quotes(), *_orders(), *_contracts(), *_many()]


def _deals() -> Sequence[APIRouter]:
    from sales.exchange_rates import routes as exchange_rates
    from sales.opportunities import routes as opportunities
    from sales.opportunities.board import routes as board
    from sales.opportunities.funnel import routes as funnel
    from sales.pipelines import routes as pipelines
    from sales.standing import routes as standing
    from sales.winning import routes as winning

    return [
        opportunities.router,
        opportunities.explained,
        board.router,
        funnel.router,
        pipelines.router,
        exchange_rates.router,
        standing.router,
        winning.deals,
        winning.won,
        winning.offers,
    ]


def _catalogue() -> Sequence[APIRouter]:
    from sales.price_books import routes as price_books
    from sales.prices import routes as prices
    from sales.pricing import routes as pricing
    from sales.products import routes as products
    from sales.taxes import routes as taxes

    return [pricing.router, products.router, prices.router, price_books.router, taxes.router]


def _leads() -> Sequence[APIRouter]:
    from sales.lead_forms import routes as lead_forms
    from sales.lead_rules import routes as lead_rules
    from sales.leads import routes as leads

    return [
        leads.router,
        leads.explained,
        lead_rules.assignment,
        lead_rules.score,
        lead_forms.router,
        lead_forms.public,
    ]


def _quotes() -> Sequence[APIRouter]:
    from sales.discount_limits import routes as discount_limits
    from sales.quotes import routes as quotes
    from sales.quotes.documents import routes as quote_documents
    from sales.quotes.public import routes as public_quotes
    from sales.quotes.sending import routes as sendings

    return [
        quotes.router,
        quotes.tokens,
        quotes.explained,
        quote_documents.router,
        sendings.router,
        public_quotes.router,
        discount_limits.router,
    ]


def _orders() -> Sequence[APIRouter]:
    from sales.invoices import routes as invoices
    from sales.order_messages import routes as order_messages
    from sales.orders import routes as orders
    from sales.payments import routes as payments
    from sales.returns import routes as returns
    from sales.shipments import routes as shipments

    return [
        orders.router,
        orders.explained,
        order_messages.router,
        shipments.router,
        returns.router,
        payments.of_invoice,
        invoices.router,
        invoices.public,
        payments.router,
    ]


def _many() -> Sequence[APIRouter]:
    from sales.imports import routes as imports
    from sales.operations import routes as operations

    return [
        imports.router,
        operations.of_leads,
        operations.of_opportunities,
        operations.router,
    ]


def _contracts() -> Sequence[APIRouter]:
    from sales.contracts import routes as contracts

    return [contracts.router, contracts.offers, contracts.explained]


def _rpc(runtime: Runtime) -> Sequence[Servicer]:
    from crm.sales.v1.sales_pb2_grpc import add_SalesServiceServicer_to_server
    from sales.questions.rpc import SalesService

    return [
        Servicer("crm.sales.v1.SalesService", add_SalesServiceServicer_to_server, SalesService(runtime)),
    ]


def _events() -> None:
    from sales.customers import handlers as customers
    from sales.order_messages import handlers as order_messages
    from sales.quotes.sending import handlers as sendings

    assert [customers, order_messages, sendings]  # noqa: S101  # importing them declares what is heard


def _periodic() -> None:
    from sales import purging
    from sales.contracts import tasks as contracts
    from sales.customers import tasks as customers
    from sales.leads import tasks as leads
    from sales.opportunities import tasks as opportunities
    from sales.quotes import tasks as quotes

    assert [contracts, customers, leads]  # noqa: S101  # importing them declares the jobs
    assert [opportunities, purging, quotes]  # noqa: S101  # as above
    _tasks()


def _tasks() -> None:
    from sales.imports import tasks as imports
    from sales.operations import tasks as operations
    from sales.order_messages import tasks as order_messages
    from sales.quotes.documents import tasks as documents
    from sales.quotes.sending import tasks as sendings

    assert [documents, imports, operations]  # noqa: S101  # importing them declares the work
    assert [order_messages, sendings]  # noqa: S101  # as above


service = Service(
    name="sales",
    settings=SalesSettings,
    folder=Path(__file__).parents[1],
    http=_http,
    rpc=_rpc,
    events=_events,
    periodic=_periodic,
    tasks=_tasks,
)
