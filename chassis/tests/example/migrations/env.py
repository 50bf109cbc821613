from chassis.migrations import run
from chassis.tests.example.notes import Base
from chassis.tests.example.trials import Errand, Late

assert Errand.metadata is Late.metadata is Base.metadata
run(Base.metadata)
