"""REST of preferences."""

from collections.abc import Sequence

from chassis.http.app import Router
from chassis.http.doors import Reading, User, Writing
from identity.preferences import service
from identity.preferences.models import Preference
from identity.preferences.schemas import PreferenceKey, PreferenceRead, PreferenceSet

router = Router(prefix="/me/preferences", tags=["preferences"])


@router.get("", response_model=list[PreferenceRead])
async def list_preferences(actor: User, session: Reading) -> Sequence[Preference]:
    """All of one's preferences, 200 at most."""
    return await service.of(session, actor.id)


@router.put("/{key}", response_model=PreferenceRead)
async def put_preference(
    actor: User, key: PreferenceKey, body: PreferenceSet, session: Writing
) -> Preference:
    """Keep any JSON under a key, for instance the theme or a column layout. 409 beyond 200 keys."""
    return await service.put(session, actor.id, key, body.value)


@router.delete("/{key}", status_code=204)
async def remove_preference(actor: User, key: PreferenceKey, session: Writing) -> None:
    """Forget a preference."""
    await service.remove(session, actor.id, key)
