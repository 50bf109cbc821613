"""Many deals, leads and quotes of several people at once, as they come to lie about in a company."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import insert

from chassis.identifiers import new_id
from chassis.testing import Bench
from sales.leads import queries as leads
from sales.opportunities import queries as deals
from sales.quotes import queries as quotes

Row = dict[str, Any]
DAYS = (None, None, -40, -8, -1, 0, 1, 6, 7, 30)
FOUND = {"version": 1, "search_text": "", "search_grams": []}
DEAL: Row = FOUND | {
    "name": "Deal",
    "name_key": "deal",
    "customer_id": new_id(),
    "contacts": [],
    "lines": [],
    "product_ids": [],
    "competitors": [],
    "currency": "CNY",
    "probability": 50,
    "probability_by_hand": False,
}
LEAD: Row = FOUND | {
    "emails": [],
    "phones": [],
    "handles": [],
    "utm": {},
    "product_ids": [],
    "duplicates": [],
    "score": 0,
    "score_reasons": [],
    "scored_with": 0,
    "name_key": "",
    "company_key": "",
}
QUOTE: Row = FOUND | {
    "revision": 1,
    "latest": True,
    "title": "",
    "customer_id": new_id(),
    "addressee": "",
    "reason": "",
    "language": "en",
    "currency": "CNY",
    "tax_included": False,
    "lines": [],
    "discount_percent": 0,
    "net": 1,
    "tax": 0,
    "gross": 1,
    "intro": "",
    "terms": "",
    "ask_note": "",
    "excess": [],
    "decision_note": "",
}


class Home(NamedTuple):
    """Whose something is."""

    owner_id: UUID | None
    team_id: UUID | None


class Crowd:
    """Makes rows by chance; the same for the same seed."""

    def __init__(self, bench: Bench, seed: int, homes: Sequence[Home], pipeline: Any) -> None:
        self.bench, self.homes = bench, homes
        self.chance = random.Random(seed)
        self.pipeline_id = pipeline["id"]
        self.stages = [one["id"] for one in pipeline["stages"]]
        self.now = datetime.now(UTC)
        self.serial = 0

    async def gather(self, count: int) -> None:
        """Put so many of each into the tables."""
        for table, make in ((deals.TABLE, self.deal), (leads.TABLE, self.lead), (quotes.TABLE, self.quote)):
            await self.keep(table, [make() for _ in range(count)])

    async def keep(self, table: Any, rows: Sequence[Row]) -> None:
        async with self.bench.runtime.database.engine.begin() as connection:
            await connection.execute(insert(table), list(rows))

    def deal(self, **said: Any) -> Row:
        is_open = (status := self.chance.choice(["open", "open", "won", "lost"])) == "open"
        amount, rate = (
            self.chance.choice([None, Decimal(100), Decimal(250)]),
            self.chance.choice([None, 1, 7]),
        )
        worth = None if amount is None or rate is None else amount * rate
        values = {
            "stage_since": self.now,
            "place": self.serial,
            "stage_id": self.chance.choice(self.stages),
            "pipeline_id": self.pipeline_id,
            "status": status,
            "closed_at": None if is_open else self.now - timedelta(days=self.chance.randrange(80)),
            "rots_at": self._moment() if is_open else None,
            "push_count": self.chance.randrange(4),
            "amount": amount,
            "rate": rate,
            "base_amount": worth,
            "base_currency": "CNY" if is_open else self.chance.choice(["CNY", "CNY", "EUR"]),
            "weighted_amount": None if worth is None else worth / 2,
            "next_step_on": self._day(),
            "expected_close_on": self._day(),
        }
        return DEAL | self._record("opportunity") | values | said

    def lead(self, **said: Any) -> Row:
        values = {
            "status": self.chance.choice(["new", "working", "qualified", "disqualified", "converted"]),
            "respond_by": self._moment(),
            "responded_at": self.chance.choice([None, None, self.now]),
        }
        return LEAD | self._record("lead") | values | said

    def quote(self, **said: Any) -> Row:
        values = {
            "state": self.chance.choice(["draft", "awaiting_approval", "issued", "issued", "accepted"]),
            "valid_until": self._day(),
            "asked_by": self.chance.choice([one.owner_id for one in self.homes if one.owner_id]),
        }
        return QUOTE | self._record("quote") | values | said

    def _record(self, thing: str) -> Row:
        self.serial += 1
        home = self.chance.choice(self.homes)
        gone = self.now if self.chance.random() < 0.1 else None
        numbered = {"id": new_id(), "serial": self.serial, "number": f"{thing}-{self.serial}"}
        return {**numbered, "deleted_at": gone, **home._asdict()}

    def _day(self) -> date | None:
        days = self.chance.choice(DAYS)
        return None if days is None else self.now.date() + timedelta(days=days)

    def _moment(self) -> datetime | None:
        hours = self.chance.choice([None, -30, -1, 1, 30])
        return None if hours is None else self.now + timedelta(hours=hours)
