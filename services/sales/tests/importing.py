"""Files of these tests, and who may import them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from chassis.testing import Bench
from chassis.tests.importing import Importer
from services.sales.tests.dealing import STAGES, Dealer, dealer
from services.sales.tests.master import Master

FILES: Final = Path(__file__).parent / "files"
ACTIONS: Final = ("create", "read", "update", "assign", "delete", "import")
IMPORTING: Final = dict.fromkeys(
    (
        *(f"{thing}.{action}" for thing in ("lead", "opportunity") for action in ACTIONS),
        *("lead_rule.manage", "pipeline.manage", "exchange_rate.manage", "product.manage", "product.read"),
    ),
    "all",
)
TEMPLATE: Final = "机会ID,客户ID,产品名称,阶段,预计金额,截止日期,负责人\n"
NAMES: Final = ("初步接触 Contact", "方案报价 Proposal", "商务谈判 Negotiation")
CHINESE: Final = (
    *({**stage, "name": name} for stage, name in zip(STAGES, NAMES, strict=True)),
    {"name": "签约 Signing", "probability": 90, "required_fields": ["next_step"]},
)


async def importing(
    crm: Bench, master: Master, permissions: Mapping[str, str] = IMPORTING
) -> tuple[Importer, Dealer]:
    """Somebody who imports, and works with what came of it."""
    person = await dealer(crm, master, permissions)
    return Importer(crm, person.person), person
