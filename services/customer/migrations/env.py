"""Alembic's way into this service's tables."""

from chassis import migrations
from customer import external
from customer.contacts import models as contacts
from customer.customers import models as customers
from customer.exports import models as exports
from customer.imports import models as imports
from customer.interactions import models as interactions
from customer.records import Base
from customer.tags import models as tags

assert [external, contacts, customers, exports, imports, interactions, tags]  # noqa: S101  # importing them declares the tables
migrations.run(Base.metadata)
