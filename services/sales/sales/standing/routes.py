"""REST: how sellers and teams stand."""

from typing import Any

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading
from sales.standing import mine as own
from sales.standing import team as others
from sales.standing.schemas import MyStanding, TeamStanding

router = Router(prefix="/standing", tags=["standing"])


@router.get("/mine", response_model=MyStanding)
async def mine(actor: Caller, session: Reading, runtime: Opened) -> Any:
    """What the caller does next and how they stand: their deals, leads and quotes, and quotes that wait for
    their approval. What they may not read or approve is null. Months and days are the organisation's; each
    count comes with the filter of the list that shows just those records.
    """
    return await own.mine(session, actor, runtime.access)


@router.get("/team", response_model=TeamStanding)
async def team(actor: Caller, session: Reading, runtime: Opened) -> Any:
    """How those stand whose deals the caller may read: open deals by stage and by person, what was won and
    lost this month and last, and leads without an answer, as far as those may be read. Needs
    opportunity.read.
    """
    actor.require("opportunity.read")
    return await others.team(session, actor, runtime.access)
