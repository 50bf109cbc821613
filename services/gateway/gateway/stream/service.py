"""The live stream: one feed a process, fanned out in memory to the connections that watch.

A connection hears about a record only while the service that owns it says that the person may read it.
That is asked when the page names its records, again when roles, teams or a record's owner change, and once
a minute; of what it hears by something else that it watches, a deal on a board, as it is told. While that
cannot be asked nothing is sent; what may have been missed is told by `reset`.
"""

import asyncio
import secrets
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

import structlog
from nats.aio.msg import Msg
from opentelemetry import propagate, trace
from opentelemetry.context import Context

from chassis.actors import Actor, Kind
from chassis.problems import DomainError, NotSignedIn, TooManyRequests, Unavailable
from chassis.runtime import Runtime
from chassis.telling import span
from crm.identity.events import ApiKeyChanged, RoleChanged, SessionRevoked, TeamChanged, UserChanged
from gateway.callers import Caller
from gateway.sessions.api_keys import ApiKeys
from gateway.sessions.service import Sessions
from gateway.stream import positions
from gateway.stream.connection import Connection
from gateway.stream.feed import Tail
from gateway.stream.notices import ACCESS_STREAM, SCOPE_CHANGES, STREAMS, Notice, notice
from gateway.stream.readable import Readable, readable

log = structlog.get_logger(__name__)
tracer = trace.get_tracer(__name__)
CHECK_SECONDS = 60.0
# After a change of access services need a moment to hear of it too; they have 5 s (architecture, section 5).
CHECK_AFTER = (0.3, 1.2, 2.5)
RETRY_SECONDS = 2.0
START_SECONDS = 2.0
REVOKED_KEPT = 50_000


class Live:
    """All live connections of this process."""

    def __init__(self, runtime: Runtime, sessions: Sessions, api_keys: ApiKeys, per_principal: int) -> None:
        self._runtime, self.sessions, self._per_principal = runtime, sessions, per_principal
        self._api_keys = api_keys
        self.process = secrets.token_hex(6)
        self._tails = {
            stream: Tail(runtime.nats, stream, self._hear, self._lost) for stream in (*STREAMS, ACCESS_STREAM)
        }
        self._watchers: dict[str, set[Connection]] = defaultdict(set)
        self._connections: dict[str, Connection] = {}
        self._revoked: dict[UUID, None] = {}

    async def run(self) -> None:
        """Follow the streams until cancelled."""
        async with asyncio.TaskGroup() as group:
            for tail in self._tails.values():
                group.create_task(tail.run())

    def close(self) -> None:
        """End all connections: clients reconnect elsewhere and resume."""
        for connection in list(self._connections.values()):
            connection.end()

    def heads(self) -> Mapping[str, int]:
        """How far each stream has been heard."""
        return {stream: self._tails[stream].last for stream in STREAMS}

    def find(self, id_: str) -> Connection | None:
        """A connection of this process."""
        return self._connections.get(id_)

    async def join(self, caller: Caller, wanted: Sequence[str], last_event_id: str) -> Connection:
        """A new connection that hears everything from now on, or since the event it names.

        Raises TooManyRequests for too many of one person, NotSignedIn, and Unavailable without the feed.
        """
        await self._caught_up()
        counts = Counter(one.caller.user_id for one in self._connections.values())
        if counts[caller.user_id] >= self._per_principal:
            raise TooManyRequests(limit=self._per_principal)
        connection = Connection(f"{self.process}.{secrets.token_hex(8)}", caller, wanted)
        resumed = self._resume(connection, last_event_id)
        self._connections[connection.id] = connection
        self._register(connection)
        try:
            await self._check(connection)
        except DomainError:
            self.leave(connection)
            raise
        connection.greet(resumed=resumed, reset=bool(last_event_id) and not resumed)
        return connection

    async def watch(self, connection: Connection, wanted: Sequence[str]) -> None:
        """Replace what a connection watches. Raises NotSignedIn."""
        self._unregister(connection)
        connection.wanted = tuple(wanted)
        connection.unheard.clear()
        self._register(connection)
        await self._check(connection)

    async def keep(self, connection: Connection) -> None:
        """Check now and then whether the connection may go on, and what it may hear."""
        while connection.open:
            wait = CHECK_SECONDS
            if connection.caller.secret is None:
                wait = min(wait, max(connection.caller.expires_at - time.time(), 0.0))
            try:
                async with asyncio.timeout(wait):
                    await connection.doubt.wait()
            except TimeoutError:
                await self._check_again(connection)
                continue
            connection.doubt.clear()
            for delay in CHECK_AFTER:
                await asyncio.sleep(delay)
                await self._check_again(connection)

    def leave(self, connection: Connection) -> None:
        """Forget a connection."""
        self._connections.pop(connection.id, None)
        self._unregister(connection)

    async def _caught_up(self) -> None:
        try:
            async with asyncio.timeout(START_SECONDS):
                for tail in self._tails.values():
                    await tail.caught_up.wait()
        except TimeoutError:
            raise Unavailable(service="nats") from None

    def _resume(self, connection: Connection, last_event_id: str) -> bool:
        """Set where the connection stands and queue what it missed; False when that is not known any more."""
        connection.positions = dict(self.heads())
        since = positions.parse(last_event_id)
        if since is None or any(since[one] > self._tails[one].last for one in STREAMS):
            return False
        missed = [self._tails[one].history.after(since[one]) for one in STREAMS]
        if None in missed:
            return False
        connection.positions = since
        watched = frozenset(connection.keys)
        for one in (one for stream in missed for one in stream or ()):
            if not watched.isdisjoint(one.keys):
                connection.hear(one)
        return True

    def _register(self, connection: Connection) -> None:
        for key in connection.keys:
            self._watchers[key].add(connection)

    def _unregister(self, connection: Connection) -> None:
        for key in connection.keys:
            self._watchers[key].discard(connection)
            if not self._watchers[key]:
                del self._watchers[key]

    async def _check(self, connection: Connection) -> None:
        """Ask what the connection may hear; silence until the answer is known. Raises NotSignedIn."""
        connection.allowed = frozenset()
        connection.allowed = (await self._readable(connection, connection.wanted)).keys

    async def _readable(self, connection: Connection, keys: Iterable[str]) -> Readable:
        """What its person may read now; asked again soon while a service is silent. Raises NotSignedIn."""
        try:
            answer = await readable(self._runtime.peers, await self._actor(connection.caller), keys)
        except Unavailable:
            answer = Readable(silent=True)
        if answer.silent:
            asyncio.get_running_loop().call_later(RETRY_SECONDS, connection.doubt.set)
        return answer

    async def ask(self, connection: Connection, keys: Sequence[str]) -> Readable:
        """The same of records that it hears of by what it watches."""
        try:
            return await self._readable(connection, keys)
        except DomainError as error:
            connection.end("end", reason=_why(error))
            return Readable()

    async def _check_again(self, connection: Connection) -> None:
        """In the trace of what raised the doubt."""
        before, why = connection.allowed, connection.why or Context()
        try:
            with span(tracer, "check readable", why, trace.SpanKind.CONSUMER):
                await self._check(connection)
        except DomainError as error:
            connection.end("end", reason=_why(error))
        regained = (connection.allowed - before) | (connection.allowed & connection.unheard)
        connection.unheard -= connection.allowed
        if regained:
            connection.tell("reset", reason="readable", watch=sorted(regained))

    def known(self, caller: Caller) -> UUID:
        """Who it is, in a session that goes on. Raises NotSignedIn."""
        if caller.session_id in self._revoked:
            raise NotSignedIn(reason="session-ended")
        return caller.known()

    async def _actor(self, caller: Caller) -> Actor:
        user_id = self.known(caller)
        if caller.secret is not None:
            session = await self.sessions.current(caller.secret, caller.address)
            return Actor(Kind.USER, user_id, token=session.access_token)
        if caller.expires_at <= time.time():
            raise NotSignedIn(reason="expired")
        return Actor(Kind.USER, user_id, token=caller.token)

    def _hear(self, tail: Tail, message: Msg, sequence: int) -> None:
        if tail.stream == ACCESS_STREAM:
            self._hear_access(message)
            return
        try:
            record_id = (message.headers or {}).get("ce-subject", "")
            one = notice(tail.stream, sequence, message.subject, record_id, message.data)
        except (ValueError, KeyError, TypeError) as error:
            log.warning("not understood", subject=message.subject, sequence=sequence, error=repr(error))
            return
        if one is not None:
            tail.history.add(one)
            self._fan_out(one, propagate.extract(message.headers or {}))

    def _fan_out(self, one: Notice, context: Context) -> None:
        told: set[Connection] = set()
        for key in one.keys:
            for connection in self._watchers.get(key, set()) - told:
                told.add(connection)
                connection.hear(one)
                if one.kind in SCOPE_CHANGES and key not in one.apart:  # those are asked for as they are told
                    connection.why = context
                    connection.doubt.set()

    def _hear_access(self, message: Msg) -> None:
        if message.subject == SessionRevoked.subject:
            revoked = SessionRevoked.model_validate_json(message.data)
            self._revoked[revoked.session_id] = None
            if len(self._revoked) > REVOKED_KEPT:
                del self._revoked[next(iter(self._revoked))]
            self.sessions.distrust(session_id=revoked.session_id)
            self._end(lambda one: one.caller.session_id == revoked.session_id, "session-ended")
        elif message.subject == UserChanged.subject:
            changed = UserChanged.model_validate_json(message.data)
            if changed.active:
                self._doubt(changed.user_id)
            else:
                self.sessions.distrust(user_id=changed.user_id)
                self._end(lambda one: one.caller.user_id == changed.user_id, "deactivated")
        elif message.subject == ApiKeyChanged.subject:
            key = ApiKeyChanged.model_validate_json(message.data)
            self._api_keys.distrust(key.api_key_id)
            if key.active:
                self._doubt(key.api_key_id)
            else:
                self._end(lambda one: one.caller.user_id == key.api_key_id, "deactivated")
        elif message.subject in (RoleChanged.subject, TeamChanged.subject):
            self._doubt(None)

    def _doubt(self, user_id: UUID | None) -> None:
        """Something about this person's access has changed, or about everybody's."""
        for connection in self._connections.values():
            if user_id is None or connection.caller.user_id == user_id:
                connection.doubt.set()

    def _end(self, concerned: Callable[[Connection], bool], reason: str) -> None:
        for connection in list(filter(concerned, self._connections.values())):
            connection.end("end", reason=reason)

    def _lost(self) -> None:
        """A stream was made anew: no position of before means anything any more."""
        for connection in list(self._connections.values()):
            connection.end("reset", reason="streams-renewed")


def _why(error: DomainError) -> str:
    """Why a connection ends, stable for translation."""
    return str(error.params.get("reason", "refused"))
