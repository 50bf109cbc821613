"""Entry point: `python -m customer serve|api|events|scheduler|worker|migrate`."""

from chassis.roles import main
from customer.main import service

if __name__ == "__main__":
    main(service)
