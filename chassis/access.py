"""Who holds which permissions: a projection of identity's facts, and its cache in each process.

Services keep users, API keys, roles, teams and revoked sessions in their own `access` table, fed by
events, so that a change bites everywhere within seconds and nobody asks identity on the way of a request.
With NATS down the last known state holds, bounded by the five minutes of a token's life.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

import asyncpg
import orjson
import structlog
from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Grants, Kind, Reach
from chassis.database import DISCONNECTED, Database
from chassis.masks import Masks
from chassis.masks import added_up as masks_added_up
from chassis.problems import DomainError, NotSignedIn
from chassis.tables import access
from chassis.tokens import Claims
from crm.event import Event
from crm.identity.events import (
    ApiKeyChanged,
    OrganisationChanged,
    RoleChanged,
    SessionRevoked,
    TeamChanged,
    UserChanged,
)

log = structlog.get_logger(__name__)
ACCESS_EVENTS: Mapping[type[Event], str] = {
    UserChanged: "user",
    ApiKeyChanged: "api_key",
    RoleChanged: "role",
    TeamChanged: "team",
    SessionRevoked: "session",
    OrganisationChanged: "organisation",
}
UNTOLD_ORGANISATION: Mapping[str, Any] = {
    "name": "",
    "time_zone": "Asia/Shanghai",
    "base_currency": "CNY",
    "languages": ["zh-CN", "zh-TW", "en"],
    "region": "CN",
    "at_risk_after_days": 180,
    "lost_after_days": 365,
    "letterhead": "",
}
"""What holds until identity has said something else; the same as identity's own settings begin with."""


class SecondFactorMissing(DomainError):
    """This organisation requires a second factor: set one up (POST /api/identity/me/second-factor)."""

    status = 403


async def project(session: AsyncSession, event: Event) -> None:
    """Take one fact into the projection; older news than what is there is ignored."""
    kind = ACCESS_EVENTS[type(event)]
    data = event.model_dump(mode="json")
    await project_rows(
        session, [{"kind": kind, "id": event.record_id, "version": data["version"], "data": data}]
    )


async def project_rows(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Upsert many entries (the snapshot of a new service) and tell every process of this service."""
    statement = insert(access)
    newer = statement.on_conflict_do_update(
        index_elements=["kind", "id"],
        set_={"version": statement.excluded.version, "data": statement.excluded.data, "at": func.now()},
        where=access.c.version < statement.excluded.version,
    )
    await session.execute(newer, list(rows))
    await reload_everywhere(session)


async def reload_everywhere(session: AsyncSession) -> None:
    """Have every process of this service load this anew when the transaction has committed."""
    await session.execute(text("SELECT pg_notify('access', '')"))


class Follower(Protocol):
    """Something else that a process keeps in memory, read anew whenever the projection is."""

    async def load(self, session: AsyncSession) -> None:
        """Read it."""
        ...

    def widened(self, masks: Masks) -> Masks:
        """Masks with those of the fields that show what a masked field holds."""
        ...


followers: dict[str, Follower] = {}
"""Service → what it keeps so; `reload_everywhere` tells of a change."""


class Access:
    """What this process knows; `actor` turns a verified token into an Actor with its grants."""

    def __init__(self, service: str) -> None:
        self._service = service
        self._users: dict[UUID, dict[str, Any]] = {}
        self._api_keys: dict[UUID, dict[str, Any]] = {}
        self._roles: dict[UUID, dict[str, Any]] = {}
        self._teams: dict[UUID, UUID | None] = {}
        self._revoked: set[UUID] = set()
        self._organisation = UNTOLD_ORGANISATION
        self._grants: dict[tuple[UUID, ...], Grants] = {}

    async def load(self, database: Database) -> None:
        """Read the whole projection: thousands of rows, tens of milliseconds, only when it changed."""
        async with database.reading() as session:
            rows = (await session.execute(select(access.c.kind, access.c.id, access.c.data))).all()
            if follower := followers.get(self._service):
                await follower.load(session)
        self.replace(rows)

    def replace(self, rows: Sequence[Any]) -> None:
        """Put a new state in place at once."""
        by_kind: dict[str, dict[UUID, dict[str, Any]]] = {kind: {} for kind in ACCESS_EVENTS.values()}
        for kind, id_, data in rows:
            by_kind.setdefault(kind, {})[id_] = data
        self._users = by_kind["user"]
        self._api_keys = by_kind["api_key"]
        self._roles = {id_: data for id_, data in by_kind["role"].items() if not data["deleted"]}
        self._teams = {
            id_: UUID(data["parent_id"]) if data["parent_id"] else None
            for id_, data in by_kind["team"].items()
            if not data["deleted"]
        }
        self._revoked = set(by_kind["session"])
        self._organisation = {**UNTOLD_ORGANISATION, **next(iter(by_kind["organisation"].values()), {})}
        self._grants = {}

    async def follow(self, database: Database, dsn: str) -> None:
        """Keep the cache fresh until cancelled: reload when told, and every 30 s in any case."""
        while True:
            try:
                connection = await asyncpg.connect(dsn, timeout=5)
                try:
                    await self._follow(database, connection)
                finally:
                    connection.terminate()
            except DISCONNECTED as error:
                log.warning("access cache interrupted", error=repr(error))
            await asyncio.sleep(1)

    async def _follow(self, database: Database, connection: "asyncpg.Connection[Any]") -> None:
        changed = asyncio.Event()
        connection.add_termination_listener(lambda *_: changed.set())
        await connection.add_listener("access", lambda *_: changed.set())
        while not connection.is_closed():
            changed.clear()
            await self.load(database)
            try:
                async with asyncio.timeout(30):
                    await changed.wait()
            except TimeoutError:
                continue
            await asyncio.sleep(0.05)

    def actor(self, claims: Claims, *, newcomer: bool = False) -> Actor:
        """The principal of a token as things stand now; a newcomer may have a second factor to set up yet.

        Raises NotSignedIn for a revoked session or API key or a deactivated person, SecondFactorMissing.
        """
        if claims.session_id in self._revoked:
            raise NotSignedIn(reason="session-revoked")
        known = self.principal(claims.subject)
        if known is not None and not known["active"]:
            raise NotSignedIn(reason="deactivated")
        if not newcomer and claims.kind == Kind.USER and self.lacks_second_factor(claims.subject):
            raise SecondFactorMissing()
        roles = known["role_ids"] if known else claims.roles
        teams = known["team_ids"] if known else claims.teams
        grants = self._granted(tuple(map(_uuid, roles)), tuple(map(_uuid, teams)))
        return Actor(
            Kind(claims.kind),
            claims.subject,
            grants,
            claims.session_id,
            token=claims.token,
            confirmed_at=claims.confirmed_at,
        )

    def acting(self, principal_id: UUID) -> Actor:
        """A person or an API key as things stand now, for work that is done later in their name.

        Raises NotSignedIn for one unknown, deactivated or revoked.
        """
        known = self.principal(principal_id)
        if known is None or not known["active"]:
            raise NotSignedIn(reason="deactivated" if known else "unknown")
        roles, teams = (tuple(map(_uuid, known[key])) for key in ("role_ids", "team_ids"))
        kind = Kind.USER if principal_id in self._users else Kind.API_KEY
        return Actor(kind, principal_id, self._granted(roles, teams))

    def lacks_second_factor(self, user_id: UUID) -> bool:
        """Whether the organisation requires a second factor that this person has not set up."""
        if not self._organisation.get("second_factor_required"):
            return False
        user = self._users.get(user_id)
        return user is not None and not user.get("second_factor")

    def user(self, user_id: UUID) -> Mapping[str, Any] | None:
        """What identity last said about a person (the data of UserChanged), None when unknown."""
        return self._users.get(user_id)

    def organisation(self) -> Mapping[str, Any]:
        """What identity last said about the organisation (the data of OrganisationChanged).

        What it has not said is as it begins with.
        """
        return self._organisation

    def users_named(self, text: str) -> list[UUID]:
        """Active people with exactly this name or mail address, for matching imported owners."""
        wanted = text.strip().casefold()
        return [
            id_
            for id_, user in self._users.items()
            if user["active"] and wanted in (user["name"].casefold(), user["email"].casefold())
        ]

    def team(self, team_id: UUID) -> bool:
        """Whether such a team exists."""
        return team_id in self._teams

    def principals(self) -> Mapping[UUID, Mapping[str, Any]]:
        """People and API keys (the data of UserChanged and ApiKeyChanged), whatever their state."""
        return {**self._users, **self._api_keys}

    def principal(self, principal_id: UUID) -> Mapping[str, Any] | None:
        """One of them, None when unknown."""
        return self._users.get(principal_id) or self._api_keys.get(principal_id)

    def roles_of(self, principal_id: UUID) -> list[Mapping[str, Any]]:
        """The roles somebody holds (the data of RoleChanged)."""
        known = self.principal(principal_id) or {"role_ids": ()}
        return [self._roles[one] for one in map(_uuid, known["role_ids"]) if one in self._roles]

    def team_path(self, team_id: UUID | None) -> list[UUID]:
        """A team and those above it, upwards."""
        path: list[UUID] = []
        while team_id in self._teams and team_id not in path:
            path.append(team_id)
            team_id = self._teams[team_id]
        return path

    def _granted(self, roles: tuple[UUID, ...], teams: tuple[UUID, ...]) -> Grants:
        key = (*roles, *teams)
        if key not in self._grants:
            reaches: dict[str, Reach] = {}
            known = [self._roles[role] for role in roles if role in self._roles]
            for role in known:
                for permission, scope in role["permissions"].items():
                    reach = Reach[scope.upper()]
                    reaches[permission] = max(reach, reaches.get(permission, Reach.NONE))
            live = tuple(team for team in teams if team in self._teams)
            masks: Masks = masks_added_up((role["permissions"], role.get("masks", ())) for role in known)
            if follower := followers.get(self._service):
                masks = follower.widened(masks)
            self._grants[key] = Grants(reaches, live, self._subtree(live), masks)
        return self._grants[key]

    def _subtree(self, roots: Sequence[UUID]) -> tuple[UUID, ...]:
        found = set(roots)
        while more := {team for team, parent in self._teams.items() if parent in found} - found:
            found |= more
        return tuple(sorted(found))


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def entry(row: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot entry, as received over gRPC, as a row of the projection."""
    return {
        "kind": row["kind"],
        "id": UUID(row["id"]),
        "version": row["version"],
        "data": orjson.loads(row["data"]),
    }
