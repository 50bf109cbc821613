"""People: added, changed, deactivated, given passwords."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.problems import InvalidInput, NotAllowed, NotFound
from crm.identity.events import UserChanged
from identity.announcing import announce
from identity.audit import service as audit
from identity.devices import service as devices
from identity.origins import Origin
from identity.passwords import service as passwords
from identity.roles import service as roles
from identity.sessions import service as sessions
from identity.users import queries
from identity.users.models import EmailTaken, LastAdministrator
from identity.users.models import User as User  # for those who pass one on
from identity.users.permissions import require_charge, require_grantable
from libs.names import search_text, sort_key


async def create(
    session: AsyncSession, actor: Actor, values: Mapping[str, Any], password_hash: str | None
) -> User:
    """A new person, invited until there is a password. Raises EmailTaken, BeyondOwnPermissions."""
    user = User(**values, active=True, invited=password_hash is None)
    _derive(user)
    await _check(session, user)
    await require_grantable(session, actor, user)
    session.add(user)
    await save(session, user)
    if password_hash:
        await passwords.keep(session, user.id, password_hash)
    return user


async def change(
    session: AsyncSession, actor: Actor, user_id: UUID, base: int, wanted: Mapping[str, Any]
) -> User:
    """Edit a person. Raises EmailTaken, BeyondOwnPermissions, LastAdministrator."""
    user = await locked(session, user_id)
    await require_charge(session, actor, user)
    administered = await _administers(session, user)
    with session.no_autoflush:  # half a change is not to be written while the other half is looked at
        await _apply(session, user, base, wanted)
        if {"role_ids", "team_ids"} & wanted.keys():
            await require_grantable(session, actor, user)
        await _keep_an_administrator(session, user, administered)
    await save(session, user)
    return user


async def change_oneself(session: AsyncSession, actor: Actor, base: int, wanted: Mapping[str, Any]) -> User:
    """Edit what people may change of themselves."""
    user = await locked(session, actor.id)
    with session.no_autoflush:
        await _apply(session, user, base, wanted)
    await save(session, user)
    return user


async def deactivate(session: AsyncSession, actor: Actor, user_id: UUID, origin: Origin) -> User:
    """Nothing of theirs is lost, but they are out within seconds. Raises LastAdministrator."""
    user = await locked(session, user_id)
    await require_charge(session, actor, user)
    administered = await _administers(session, user)
    user.active = False
    with session.no_autoflush:
        await _keep_an_administrator(session, user, administered)
    await save(session, user)
    await sessions.end_all(session, user.id, origin, reason="deactivated")
    return user


async def reactivate(session: AsyncSession, actor: Actor, user_id: UUID) -> User:
    """Let somebody in again, with the roles and teams they had."""
    user = await locked(session, user_id)
    await require_charge(session, actor, user)
    user.active = True
    await save(session, user)
    return user


async def set_password(
    session: AsyncSession, actor: Actor, user_id: UUID, password_hash: str, origin: Origin
) -> None:
    """Give somebody else a password; their sessions end."""
    if user_id == actor.id:
        raise NotAllowed(reason="own-password")
    user = await locked(session, user_id)
    await require_charge(session, actor, user)
    await _replace_password(session, user, password_hash, origin)


async def change_own_password(
    session: AsyncSession, actor: Actor, password_hash: str, origin: Origin
) -> None:
    """Change one's password; one's other sessions end."""
    user = await locked(session, actor.id)
    await _replace_password(session, user, password_hash, origin, keep=actor.session_id)


async def _replace_password(
    session: AsyncSession, user: User, password_hash: str, origin: Origin, keep: UUID | None = None
) -> None:
    user.invited = False
    await save(session, user)
    await passwords.keep(session, user.id, password_hash)
    await audit.note(session, "password-changed", "user", user.id, origin)
    await devices.forget_all(session, user.id, keep=await sessions.device_of(session, keep))
    await sessions.end_all(session, user.id, origin, reason="password-changed", keep=keep)


async def get(session: AsyncSession, user_id: UUID) -> User:
    """A person. Raises NotFound."""
    user = await session.get(User, user_id)
    if user is None:
        raise NotFound()
    return user


async def locked(session: AsyncSession, user_id: UUID) -> User:
    """A person, for changing. Raises NotFound."""
    user = (await session.scalars(select(User).where(User.id == user_id).with_for_update())).one_or_none()
    if user is None:
        raise NotFound()
    return user


async def with_email(session: AsyncSession, email: str) -> User | None:
    """Who has this mail address, whatever its case."""
    return (await session.scalars(select(User).where(User.email_key == email_key(email)))).one_or_none()


async def may_sign_in(session: AsyncSession, user_id: UUID) -> User | None:
    """The person, kept as they are until the transaction ends; None when they may not be let in."""
    query = select(User).where(User.id == user_id, User.active, ~User.invited).with_for_update(read=True)
    return (await session.scalars(query)).one_or_none()


async def anybody(session: AsyncSession) -> bool:
    """Whether there is anybody at all."""
    return await session.scalar(select(User.id).limit(1)) is not None


def email_key(email: str) -> str:
    """What two spellings of one address have in common."""
    return email.strip().casefold()


async def save(session: AsyncSession, user: User) -> None:
    """Write a person and tell everybody, if anything is new. Raises EmailTaken."""
    if not session.is_modified(user):
        return
    email = user.email  # not to be read any more once the flush has failed
    try:
        await session.flush()
    except IntegrityError as error:
        if "uq_user_email_key" in str(error.orig):
            raise EmailTaken(email=email) from None
        raise
    event = UserChanged(
        user_id=user.id,
        version=user.version,
        name=user.name,
        email=user.email,
        active=user.active,
        language=user.language,
        time_zone=user.time_zone,
        role_ids=user.role_ids,
        team_ids=user.team_ids,
        second_factor=user.second_factor,
    )
    await announce(session, event)


async def _apply(session: AsyncSession, user: User, base: int, wanted: Mapping[str, Any]) -> None:
    for name, value in (await reconcile(session, user, base, wanted)).items():
        setattr(user, name, value)
    _derive(user)
    await _check(session, user)


def _derive(user: User) -> None:
    user.sort_name, user.search = sort_key(user.name), search_text([user.name])
    user.email_key = email_key(user.email)
    user.role_ids, user.team_ids = sorted(set(user.role_ids)), sorted(set(user.team_ids))


async def _check(session: AsyncSession, user: User) -> None:
    user.check()
    for field in ("manager_id", "deputy_id"):
        other = getattr(user, field)
        if other is not None and await session.scalar(select(User.id).where(User.id == other)) is None:
            raise InvalidInput.at(f"/{field}", "unknown")


async def _administers(session: AsyncSession, user: User) -> bool:
    administrators = await roles.administrator_id(session)
    return user.active and not user.invited and administrators in user.role_ids


async def _keep_an_administrator(session: AsyncSession, user: User, administered: bool) -> None:
    """Somebody who can sign in must be left with the administrators' role. Raises LastAdministrator."""
    if not administered or await _administers(session, user):
        return
    role_id = await roles.administrator_id(session, lock=True)
    others = select(func.count()).where(
        queries.has(User.__table__.c.role_ids, role_id), User.active, ~User.invited, User.id != user.id
    )
    if not await session.scalar(others):
        raise LastAdministrator()
