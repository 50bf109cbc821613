"""Products: goods, services and bundles, and which options go with them."""
