from chassis.roles import main
from chassis.tests.example.main import service

if __name__ == "__main__":
    main(service)
