"""Alembic's way into this service's tables."""

from chassis import migrations
from notifications.callbacks import models as callbacks
from notifications.deliveries import models as deliveries
from notifications.digests import models as digests
from notifications.inbox import models as inbox
from notifications.preferences import models as preferences
from notifications.providers import models as providers
from notifications.records import Base
from notifications.suppressions import models as suppressions
from notifications.templates import models as templates

DECLARED = (callbacks, deliveries, digests, inbox, preferences, providers, suppressions, templates)
"""Importing them declares the tables."""
migrations.run(Base.metadata)
