"""Imported by the fork server, so that every service is born with the mistake that SEEDED names."""

import os

from tests.resilience.faults import ALL

ALL[os.environ["SEEDED"]](setattr)
