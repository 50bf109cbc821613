"""python -m deploy.local VERB: run, infrastructure, demo, test, check."""

import sys


def main(verb: str = "") -> None:
    if verb == "run":
        from deploy.local import launch, services

        launch.main(services.ALL)
    elif verb == "infrastructure":
        from deploy.local import launch

        launch.main([])
    elif verb == "demo":
        from deploy.local import demo

        demo.main()
    elif verb in ("test", "check"):
        from deploy.local import verify

        verify.main(whole=verb == "test")
    else:
        sys.exit(f"{__doc__}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
