"""The organisation's settings."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.edits import reconcile
from crm.identity.events import OrganisationChanged
from identity.announcing import announce
from identity.organisation.models import Organisation
from identity.settings import Settings


async def get(session: AsyncSession) -> Organisation:
    """The organisation; it is there from the first start on."""
    return (await session.scalars(select(Organisation))).one()


async def change(session: AsyncSession, base: int, wanted: Mapping[str, Any]) -> Organisation:
    """Edit the organisation."""
    organisation = (await session.scalars(select(Organisation).with_for_update())).one()
    for name, value in (await reconcile(session, organisation, base, wanted)).items():
        setattr(organisation, name, value)
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
    )
    await announce(session, event)
