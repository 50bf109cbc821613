from chassis.migrations import run
from chassis.tests.example.notes import Base

run(Base.metadata)
