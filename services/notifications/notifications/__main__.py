"""python -m notifications serve|api|events|scheduler|worker|migrate."""

from chassis.roles import main
from notifications.main import service

if __name__ == "__main__":
    main(service)
