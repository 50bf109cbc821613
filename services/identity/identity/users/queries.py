"""The lists of people."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, and_, false, literal, or_

from chassis.http.lists import Listing, Offer
from identity.users.models import User
from identity.users.schemas import UserQuery
from libs.conditions import Kind
from libs.names import query_words

_user = User.__table__.c


def by_name(query: str) -> ColumnElement[bool]:
    """People whose name, pinyin or initials contain every word."""
    words = query_words(query)
    return and_(*(_user.search.contains(word, autoescape=True) for word in words)) if words else false()


def by_name_or_mail(query: str) -> ColumnElement[bool]:
    """The same, and people whose mail address contains the text."""
    return or_(by_name(query), _user.email_key.contains(query.strip().casefold(), autoescape=True))


USERS = Listing(
    source=User.__table__,
    columns=list(_user),
    key=_user.id,
    offers={
        "name": Offer(Kind.TEXT, _user.name, nullable=False, sorts=True, by=_user.sort_name),
        "email": Offer(Kind.TEXT, _user.email_key, nullable=False, sorts=True),
        "role_ids": Offer(Kind.REFERENCES, _user.role_ids),
        "team_ids": Offer(Kind.REFERENCES, _user.team_ids),
        "manager_id": Offer(Kind.REFERENCE, _user.manager_id),
        "active": Offer(Kind.BOOLEAN, _user.active, nullable=False),
        "invited": Offer(Kind.BOOLEAN, _user.invited, nullable=False),
        "second_factor": Offer(Kind.BOOLEAN, _user.second_factor, nullable=False),
        "language": Offer(Kind.CHOICE, _user.language, nullable=False),
        "created_at": Offer(Kind.MOMENT, _user.created_at, nullable=False, sorts=True),
    },
    sort="name",
    search=by_name_or_mail,
)
DIRECTORY = Listing(
    source=User.__table__,
    columns=[_user.id, _user.name, _user.team_ids, _user.search],
    key=_user.id,
    offers={"name": Offer(Kind.TEXT, _user.name, nullable=False, sorts=True, by=_user.sort_name)},
    sort="name",
    search=by_name,
)
HOLDERS = replace(DIRECTORY, columns=[*DIRECTORY.columns, _user.role_ids])


def narrowed(query: UserQuery) -> list[ColumnElement[bool]]:
    """What active, role_id and team_id ask for."""
    wanted: list[ColumnElement[bool]] = []
    if query.active is not None:
        wanted.append(_user.active.is_(query.active))
    if query.role_id:
        wanted.append(has(_user.role_ids, query.role_id))
    if query.team_id:
        wanted.append(has(_user.team_ids, query.team_id))
    return wanted


def has_any(column: ColumnElement[list[UUID]], some: list[UUID]) -> ColumnElement[bool]:
    """Whether the array holds at least one of these ids; answered by its GIN index."""
    return column.bool_op("&&")(literal(some, ARRAY(Uuid())))


def has(column: ColumnElement[list[UUID]], one: UUID) -> ColumnElement[bool]:
    """Whether the array holds an id; answered by its GIN index."""
    return column.bool_op("@>")(literal([one], ARRAY(Uuid())))
