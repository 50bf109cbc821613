"""Alembic's way into this service's tables."""

from chassis import migrations
from customer import external
from customer.consents import models as consents
from customer.contacts import models as contacts
from customer.custom_fields import models as custom_fields
from customer.customers import models as customers
from customer.exports import models as exports
from customer.imports import models as imports
from customer.interactions import models as interactions
from customer.operations import models as operations
from customer.records import Base
from customer.tags import models as tags

DECLARED = (
    *(external, consents, contacts, custom_fields, customers),
    *(exports, imports, interactions, operations, tags),
)
"""Importing them declares the tables."""
migrations.run(Base.metadata)
