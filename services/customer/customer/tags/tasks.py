"""The sweep that takes deleted and merged tags off customers."""

from chassis.actors import service_actor
from chassis.origins import of_job
from chassis.periodic import every
from chassis.runtime import Runtime
from customer.customers.retagging import replace_tag
from customer.tags import service


@every(2)
async def sweep_retired_tags(runtime: Runtime) -> None:
    """Finish what deleting or merging a tag began, on behalf of whoever did it."""
    async with runtime.database.reading() as session:
        retired = await service.retired(session)
    for one in retired:
        actor = service_actor(runtime.service, on_behalf_of=one.by)
        # The tag's id is the cause: all its batches are one act.
        done = 1
        while done:
            async with runtime.database.writing(actor, one.id, bulk=True, origin=of_job(one.id)) as session:
                done = await replace_tag(session, one.id, one.into_id)
                if not done:
                    await service.finish(session, one.id)
