"""A service with one feature, as small as it gets: what the chassis' own tests run on."""
