"""`python -m identity serve|api|events|scheduler|worker|migrate|replay|verify-audit`."""

from chassis.roles import main
from identity.main import service

if __name__ == "__main__":
    main(service)
