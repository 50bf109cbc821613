"""The wiring of the customer service."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from chassis.rpc.server import Servicer
from chassis.runtime import Runtime
from chassis.service import Service
from customer.settings import CustomerSettings


def _http(_: Runtime) -> Sequence[APIRouter]:
    from customer.consents import routes as consents
    from customer.contacts import routes as contacts
    from customer.custom_fields import routes as custom_fields
    from customer.customers import routes as customers
    from customer.exports import routes as exports
    from customer.imports import routes as imports
    from customer.interactions import routes as interactions
    from customer.lifecycle import routes as lifecycle
    from customer.operations import routes as operations
    from customer.tags import routes as tags

    return [  # tried in this order: first what is asked most
        customers.router,
        customers.explained,
        contacts.router,
        contacts.explained,
        contacts.of_customer,
        interactions.router,
        interactions.explained,
        interactions.timeline,
        consents.router,
        consents.of_contact,
        consents.of_customer,
        lifecycle.router,
        tags.router,
        custom_fields.router,
        imports.router,
        exports.router,
        operations.of_customers,
        operations.of_contacts,
        operations.router,
    ]


def _rpc(runtime: Runtime) -> Sequence[Servicer]:
    from crm.customer.v1.admission_pb2_grpc import add_AdmissionServiceServicer_to_server
    from crm.customer.v1.consent_pb2_grpc import add_ConsentServiceServicer_to_server
    from crm.customer.v1.customer_pb2_grpc import add_CustomerServiceServicer_to_server
    from customer.admissions.rpc import AdmissionService
    from customer.consents.rpc import ConsentService
    from customer.customers.rpc import CustomerService

    return [
        Servicer(
            "crm.customer.v1.CustomerService",
            add_CustomerServiceServicer_to_server,
            CustomerService(runtime),
        ),
        Servicer(
            "crm.customer.v1.AdmissionService",
            add_AdmissionServiceServicer_to_server,
            AdmissionService(runtime),
        ),
        Servicer(
            "crm.customer.v1.ConsentService", add_ConsentServiceServicer_to_server, ConsentService(runtime)
        ),
    ]


def _events() -> None:
    from customer.interactions import handlers as interactions
    from customer.lifecycle import handlers as lifecycle

    assert [interactions, lifecycle]  # noqa: S101  # importing them declares the handlers


def _periodic() -> None:
    from customer.consents import tasks as consents
    from customer.customers import tasks as customers
    from customer.lifecycle import tasks as lifecycle
    from customer.tags import tasks as tags

    assert [consents, customers, lifecycle, tags]  # noqa: S101  # importing them declares the jobs
    _tasks()


def _tasks() -> None:
    from customer.custom_fields import tasks as custom_fields
    from customer.exports import tasks as exports
    from customer.imports import tasks as imports
    from customer.operations import tasks as operations

    assert [custom_fields, exports, imports, operations]  # noqa: S101  # importing them declares the tasks


async def _start(_: Runtime) -> None:
    """Every process that opens doors knows the custom fields."""
    from customer.custom_fields import declaration

    assert declaration.CUSTOM  # noqa: S101  # importing it declares them


service = Service(
    name="customer",
    settings=CustomerSettings,
    folder=Path(__file__).parents[1],
    http=_http,
    rpc=_rpc,
    events=_events,
    periodic=_periodic,
    tasks=_tasks,
    start=_start,
)
