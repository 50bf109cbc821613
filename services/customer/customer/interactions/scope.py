"""Which timeline entries somebody may see: those of the customers they may read."""

from sqlalchemy import ColumnElement

from chassis.actors import Actor
from customer.customers import scope as customers
from customer.interactions.models import Interaction


def readable(actor: Actor, permission: str = "customer.read") -> ColumnElement[bool]:
    """Entries of live customers on which the permission is held."""
    return Interaction.customer_id.in_(customers.readable_ids(actor, permission))
