"""python -m gateway serve|api."""

from chassis.roles import main
from gateway.main import service

if __name__ == "__main__":
    main(service)
