"""python -m deploy.local VERB: run, infrastructure, demo, test, check."""

import sys

VERBS = ("run", "infrastructure", "demo", "test", "check")


def main(verb: str) -> None:
    """Only what the verb needs is imported: starting quickly is the point of some of them."""
    if verb in ("run", "infrastructure"):
        from deploy.local import launch, services

        launch.main(services.ALL if verb == "run" else [])
    elif verb == "demo":
        from deploy.local import demo

        demo.main()
    else:
        from deploy.local import verify

        verify.main(whole=verb == "test")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in VERBS:
        sys.exit(__doc__)
    main(sys.argv[1])
