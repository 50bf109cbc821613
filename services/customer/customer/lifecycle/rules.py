"""Which stage follows from what: pure rules, and the only place that knows them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple, get_args

Stage = Literal["lead", "prospect", "customer", "active", "at_risk", "lost", "won_back"]
STAGES: Final = get_args(Stage)
Happening = Literal["deal_opened", "bought"]

FOLLOWS: Final[Mapping[Happening, Mapping[str, Stage]]] = {
    "deal_opened": {"lead": "prospect"},
    "bought": {
        "lead": "customer",
        "prospect": "customer",
        "customer": "active",
        "at_risk": "active",
        "won_back": "active",
        "lost": "won_back",
    },
}
"""A stage without an entry stays: who is active and buys is active."""
BUYERS: Final = ("customer", "active", "won_back")
"""Those of whom a next purchase is awaited."""


class Patience(NamedTuple):
    """How long somebody may be quiet."""

    at_risk_after_days: int
    """Days without a purchase until a buyer is at risk."""
    lost_after_days: int
    """Days without a purchase until one is lost; more than the former."""

    def deadline(self, stage: str) -> timedelta | None:
        """How long a stage may last in quiet; None for as long as it likes."""
        if stage in BUYERS:
            return timedelta(days=self.at_risk_after_days)
        if stage == "at_risk":
            return timedelta(days=self.lost_after_days - self.at_risk_after_days)
        return None


def after(stage: str, happening: Happening) -> str:
    """Where somebody stands after what happened."""
    return FOLLOWS[happening].get(stage, stage)


def faded(stage: str, quiet_since: datetime, now: datetime, patience: Patience) -> str:
    """Where somebody stands who has been quiet since a moment."""
    deadline = patience.deadline(stage)
    if deadline is None or now - quiet_since < deadline:
        return stage
    return "lost" if stage == "at_risk" else "at_risk"
