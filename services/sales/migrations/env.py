"""Alembic's way into this service's tables."""

from chassis import migrations
from sales.price_books import models as price_books
from sales.prices import models as prices
from sales.products import models as products
from sales.records import Base
from sales.taxes import models as taxes

DECLARED = (price_books, prices, products, taxes)
"""Importing them declares the tables."""
migrations.run(Base.metadata)
