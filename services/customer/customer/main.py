"""The wiring of the customer service."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from chassis.rpc.server import Servicer
from chassis.runtime import Runtime
from chassis.service import Service
from customer.settings import CustomerSettings


def _http(_: Runtime) -> Sequence[APIRouter]:
    from customer.contacts import routes as contacts
    from customer.customers import routes as customers
    from customer.exports import routes as exports
    from customer.imports import routes as imports
    from customer.interactions import routes as interactions
    from customer.tags import routes as tags

    return [
        customers.router,
        contacts.router,
        contacts.of_customer,
        interactions.router,
        interactions.timeline,
        tags.router,
        imports.router,
        exports.router,
    ]


def _rpc(runtime: Runtime) -> Sequence[Servicer]:
    from crm.customer.v1.customer_pb2_grpc import add_CustomerServiceServicer_to_server
    from customer.customers.rpc import CustomerService

    name = "crm.customer.v1.CustomerService"
    return [Servicer(name, add_CustomerServiceServicer_to_server, CustomerService(runtime))]


def _periodic() -> None:
    from customer.customers import tasks as customers
    from customer.tags import tasks as tags

    assert [customers, tags]  # noqa: S101  # importing them declares the jobs
    _tasks()


def _tasks() -> None:
    from customer.exports import tasks as exports
    from customer.imports import tasks as imports

    assert [exports, imports]  # noqa: S101  # importing them declares the tasks


service = Service(
    name="customer",
    settings=CustomerSettings,
    folder=Path(__file__).parents[1],
    http=_http,
    rpc=_rpc,
    periodic=_periodic,
    tasks=_tasks,
)
