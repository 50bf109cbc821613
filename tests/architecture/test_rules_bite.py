"""A rule that cannot fail is no rule: each one is run on a small tree that breaks it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.architecture.registry import RULES, Rule
from tests.architecture.source import Tree
from tests.architecture.test_house import sentence

EVENTS = '''
from typing import ClassVar
from crm.event import Event

class ThingMoved(Event):
    """A thing moved."""
    subject: ClassVar[str] = "identity.thing.moved"
    speed: int
    """Kilometres per hour."""
'''
README = "# identity\n\nWho works here.\n\nOwns: `thing`\nSays: `ThingMoved`\nHears: nothing\nAsks: nothing\n"
GOOD = {
    "chassis/__init__.py": "",
    "chassis/door.py": """
from typing import Annotated
from fastapi import Depends

async def session():
    yield 1

Session = Annotated[int, Depends(session, scope="function")]
""",
    "proto/crm/identity/events.py": EVENTS,
    "services/identity/README.md": README,
    "services/identity/identity/__init__.py": "",
    "services/identity/identity/things/__init__.py": "",
    "services/identity/identity/things/models.py": "class Thing:\n    __tablename__ = 'thing'\n",
    "services/identity/identity/things/service.py": """
from chassis.outbox import publish
from crm.identity.events import ThingMoved

async def move(session):
    publish(session, ThingMoved(speed=1))
""",
    "services/identity/identity/things/routes.py": '''
from chassis.door import Session

@router.post("/things")
async def post_thing(session: Session) -> None:
    """Move a thing."""
''',
}
ROUTES = "services/identity/identity/things/routes.py"
SERVICE = "services/identity/identity/things/service.py"
PROTO = "proto/crm/identity/events.py"
CONFTEST = "from chassis.events import on\nfrom crm.identity.events import ThingMoved\n"

BROKEN: dict[str, list[Mapping[str, str]]] = {
    "files_are_readable": [{SERVICE: "def first[T](items: list[T]) -> T: ..."}, {SERVICE: "def"}],
    "files_are_short": [{SERVICE: "x = 1\n" * 301}],
    "functions_are_short": [{SERVICE: "def long():\n" + "    x = 1\n" * 40}],
    "module_names_say_something": [{"libs/utils.py": ""}, {"libs/common/money.py": ""}],
    "test_names_are_sentences": [{"chassis/tests/test_clock.py": "def test_clock(): ..."}],
    "test_folders_are_no_packages": [{"services/identity/tests/__init__.py": ""}],
    "the_chassis_knows_no_domain": [
        {"chassis/door.py": "customer_id = 1"},
        {"chassis/door.py": "x = 'TicketEscalated'"},
        {"chassis/door.py": "class Quote: ..."},
        {"chassis/door.py": "def convert_lead_id(): ..."},
    ],
    "routes_are_explained": [{ROUTES: '@router.get("/x")\nasync def get_x(): ...'}],
    "grpc_methods_are_explained": [
        {"services/identity/identity/things/rpc.py": "class Things:\n    async def GetThing(self, q): ..."},
        {ROUTES: "from crm.t.v1 import t_pb2_grpc as t\nclass T(t.TServicer):\n    async def Get(self): ..."},
    ],
    "routes_run_in_the_loop": [{ROUTES: '@router.get("/x")\ndef get_x():\n    """X."""'}],
    "dependencies_run_in_the_loop": [
        {ROUTES: "from fastapi import Depends\ndef page(): ...\nPage = Depends(page)"},
        {ROUTES: "from fastapi import Depends\nclass Page: ...\nasync def get(page: Page = Depends()): ..."},
        {ROUTES: "from fastapi import Depends\nclass Page: ...\nasync def get(page=Depends(Page)): ..."},
        {ROUTES: "import fastapi\ndef a(n):\n    def b(): ...\n    return b\nPage = fastapi.Depends(a(1))"},
    ],
    "transactions_end_before_the_answer": [
        {"chassis/door.py": "from fastapi import Depends\nasync def s():\n    yield 1\nS = Depends(s)"},
        {ROUTES: "from fastapi import Depends\nfrom chassis.door import session\nS = Depends(session)"},
        {ROUTES: 'from fastapi import Depends\nS = Depends(other, scope="function")'},
    ],
    "no_base_http_middleware": [
        {SERVICE: "from starlette.middleware.base import BaseHTTPMiddleware"},
        {SERVICE: '@app.middleware("http")\nasync def slow(request, call_next): ...'},
    ],
    "no_countdowns": [{SERVICE: "send.apply_async(countdown=60)"}, {SERVICE: "send.apply_async(eta=moment)"}],
    "no_loop_per_task": [{SERVICE: "import asyncio\nasyncio.run(work())"}],
    "handlers_hear_declared_events": [
        {SERVICE: "from chassis.events import on\nclass Mine: ...\n@on(Mine)\nasync def hear(): ..."}
    ],
    "reactions_have_their_own_name": [
        {
            SERVICE: CONFTEST + "@on(ThingMoved)\nasync def hear(): ...",
            ROUTES: CONFTEST + "@on(ThingMoved)\nasync def hear(): ...",
        }
    ],
    "services_announce_their_own_events": [
        {SERVICE: "from chassis.outbox import publish\nfrom crm.sales.events import Won\npublish(s, Won())"}
    ],
    "events_are_declared_in_proto": [{SERVICE: "from crm.event import Event\nclass Mine(Event): ..."}],
    "events_are_explained": [
        {PROTO: EVENTS.replace('    """Kilometres per hour."""\n', "")},
        {PROTO: EVENTS.replace('    """A thing moved."""\n', "")},
    ],
    "events_are_addressed": [
        {PROTO: EVENTS.replace("identity.thing.moved", "sales.thing.moved")},
        {PROTO: EVENTS.replace("identity.thing.moved", "identity.moved")},
        {PROTO: EVENTS.replace("identity.thing.moved", "identity.thing.moved.v1")},
    ],
    "events_are_said": [{SERVICE: ""}],
    "settings_are_explained": [
        {SERVICE: "from chassis.settings import Settings as All\nclass Settings(All):\n    limit: int = 3"}
    ],
    "features_meet_in_their_services": [
        {"services/identity/identity/teams/service.py": "from identity.things.models import Thing"},
        {"services/identity/identity/teams/service.py": "from ..things import models"},
    ],
    "the_product_stands_alone": [{SERVICE: "from deploy.local import ports"}],
    "packages_are_visible": [{"services/identity/identity/teams/service.py": ""}],
    "services_are_called_like_their_folders": [{"services/identity/people/service.py": ""}],
    "readmes_are_true": [
        {"services/identity/README.md": ""},
        {"services/identity/README.md": README.replace("`thing`", "nothing")},
        {"services/identity/README.md": README.replace("Hears: nothing", "Hears: `sales.Won`")},
        {SERVICE: CONFTEST + "@on(ThingMoved)\nasync def hear(): ..."},
        {SERVICE: "from crm.customer.v1 import c_pb2_grpc\nstub = c_pb2_grpc.CustomerServiceStub(channel)"},
        {SERVICE: "from chassis.events import on_subject\non_subject('changes', 'changes.>')"},
    ],
    "no_registry_is_named": [{"deploy/Dockerfile.txt": "FROM " + "docker" + ".io/library/python"}],
    "no_path_of_one_machine": [{"docs/tour.md": "see " + "/home" + "/jane/crm"}],
}


def grow(root: Path, files: Mapping[str, str]) -> Tree:
    """A tree that keeps the rules, with some files written differently."""
    for path, text in (GOOD | dict(files)).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return Tree(root)


@pytest.mark.parametrize("rule", RULES, ids=sentence)
def test_a_rule_accepts_a_tree_that_keeps_it(rule: Rule, tmp_path: Path) -> None:
    assert [*rule(grow(tmp_path, {}))] == []


@pytest.mark.parametrize("rule", RULES, ids=sentence)
def test_a_rule_refuses_each_tree_that_breaks_it(rule: Rule, tmp_path: Path) -> None:
    examples = BROKEN[rule.__name__]
    silent = [files for n, files in enumerate(examples) if not [*rule(grow(tmp_path / str(n), files))]]
    assert examples
    assert silent == []
