"""Entry point: `python -m sales serve|api|events|scheduler|worker|migrate`."""

from chassis.roles import main
from sales.main import service

if __name__ == "__main__":
    main(service)
