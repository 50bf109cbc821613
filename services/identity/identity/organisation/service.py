"""The organisation's settings."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import column, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from crm.identity.events import OrganisationChanged
from identity.announcing import announce
from identity.organisation.models import NoSecondFactorOneself, Organisation
from identity.settings import Settings

# People's second factors stand on the organisation, not the other way round.
_user = table("user", column("id"), column("second_factor"))


async def get(session: AsyncSession) -> Organisation:
    """The organisation; it is there from the first start on."""
    return (await session.scalars(select(Organisation))).one()


async def change(session: AsyncSession, actor: Actor, base: int, wanted: Mapping[str, Any]) -> Organisation:
    """Edit the organisation. Raises NoSecondFactorOneself."""
    if wanted.get("second_factor_required") and not await _has_second_factor(session, actor):
        raise NoSecondFactorOneself()
    organisation = (await session.scalars(select(Organisation).with_for_update())).one()
    for name, value in (await reconcile(session, organisation, base, wanted)).items():
        setattr(organisation, name, value)
    organisation.require_in_order()
    await _save(session, organisation)
    return organisation


async def ensure(session: AsyncSession, settings: Settings) -> bool:
    """Make the organisation at the first start; True when this is it."""
    if await session.scalar(select(Organisation.id)) is not None:
        return False
    organisation = Organisation(
        name=settings.organisation_name,
        time_zone=settings.organisation_time_zone,
        languages=["zh-CN", "zh-TW", "en"],
        base_currency=settings.organisation_currency,
        fiscal_year_start_month=1,
        region=settings.organisation_region,
    )
    session.add(organisation)
    await _save(session, organisation)
    return True


async def _has_second_factor(session: AsyncSession, actor: Actor) -> bool:
    query = select(_user.c.second_factor).where(_user.c.id == actor.id)
    return bool(await session.scalar(query))


async def _save(session: AsyncSession, organisation: Organisation) -> None:
    if not session.is_modified(organisation):
        return
    await session.flush()
    event = OrganisationChanged(
        organisation_id=organisation.id,
        version=organisation.version,
        name=organisation.name,
        time_zone=organisation.time_zone,
        base_currency=organisation.base_currency,
        languages=organisation.languages,
        region=organisation.region,
        second_factor_required=organisation.second_factor_required,
        at_risk_after_days=organisation.at_risk_after_days,
        lost_after_days=organisation.lost_after_days,
        letterhead=organisation.letterhead,
    )
    await announce(session, event)
