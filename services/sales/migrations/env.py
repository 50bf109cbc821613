"""Alembic's way into this service's tables."""

from chassis import migrations
from sales.contracts import models as contracts
from sales.customers import models as customers
from sales.discount_limits import models as discount_limits
from sales.exchange_rates import models as exchange_rates
from sales.imports import models as imports
from sales.invoices import models as invoices
from sales.invoices import numbering
from sales.lead_forms import models as lead_forms
from sales.lead_rules import models as lead_rules
from sales.leads import models as leads
from sales.operations import models as operations
from sales.opportunities import due
from sales.opportunities import models as opportunities
from sales.order_messages import models as order_messages
from sales.orders import models as orders
from sales.payments import models as payments
from sales.pipelines import models as pipelines
from sales.price_books import models as price_books
from sales.prices import models as prices
from sales.products import models as products
from sales.quotes import models as quotes
from sales.quotes.documents import models as quote_documents
from sales.quotes.public import models as quote_links
from sales.quotes.sending import models as quote_sendings
from sales.records import Base
from sales.returns import models as returns
from sales.shipments import models as shipments
from sales.taxes import models as taxes

DECLARED = (
    contracts,
    customers,
    discount_limits,
    due,
    exchange_rates,
    imports,
    invoices,
    lead_forms,
    lead_rules,
    leads,
    numbering,
    operations,
    opportunities,
    order_messages,
    orders,
    payments,
    pipelines,
    price_books,
    prices,
    products,
    quote_documents,
    quote_links,
    quote_sendings,
    quotes,
    returns,
    shipments,
    taxes,
)
"""Importing them declares the tables."""
migrations.run(Base.metadata)
