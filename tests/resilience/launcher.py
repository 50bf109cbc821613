"""The launcher of a suite with a mistake in it: `SEEDED=no_inbox python -m tests.resilience.launcher run`."""

import sys

from deploy.local import forked
from deploy.local.__main__ import main

if __name__ == "__main__":
    forked.PRELOADED.append("tests.resilience.seeded")
    main(sys.argv[1])
