"""What happened with the demo's customers over the past months."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from deploy.local.demo.companies import Company

MONTHS: Final = 7
EACH: Final = (2, 2, 3, 3, 4, 5, 6)
"""How many entries a customer has: one of these."""


class Story(NamedTuple):
    """A kind of entry; `{product}` is filled in."""

    channel: str
    direction: str
    summary: str
    follow_up: str
    minutes: int


class Entry(NamedTuple):
    """One entry of a customer's timeline."""

    story: Story
    summary: str
    at: datetime
    contact: int | None
    """Which of the customer's people, counted from 0."""
    follow_up_on: date | None


PRODUCTS: Final = {
    "zh-CN": ("天琴 3000 示波器", "启明 X 频谱分析仪", "长庚 20 可编程电源", "织女 800 网络分析仪"),
    "zh-TW": ("天琴 3000 示波器", "啟明 X 頻譜分析儀", "長庚 20 可程式電源", "織女 800 網路分析儀"),
    "en": (
        "Lyra 3000 oscilloscope",
        "Phosphor X spectrum analyser",
        "Hesper 20 programmable supply",
        "Vega 800 VNA",
    ),
}
STORIES: Final = {
    "zh-CN": (
        Story("call", "out", "介绍{product}，对方有兴趣，希望先看实测数据", "寄送测试报告", 12),
        Story("call", "in", "来电询问{product}的交期和校准周期", "", 8),
        Story("email", "out", "发送{product}报价单和选配清单", "确认预算是否批准", 0),
        Story("email", "in", "回复报价：价格可以接受，需补充三年质保条款", "修改质保条款", 0),
        Story(
            "meeting", "none", "现场演示{product}，研发团队提出两项自动化测试需求", "整理需求并给出方案", 90
        ),
        Story("visit", "out", "拜访实验室，确认{product}的安装位置和供电条件", "", 120),
        Story("meeting", "none", "年度框架协议谈判，采购要求分批付款", "请财务确认付款条件", 60),
        Story("call", "in", "反馈{product}偶发触发失败，已转客服跟进", "一周后回访", 15),
        Story("note", "none", "预算推迟到下季度，保持每月联系", "", 0),
    ),
    "zh-TW": (
        Story("call", "out", "介紹{product}，對方有興趣，希望先看實測數據", "寄送測試報告", 12),
        Story("call", "in", "來電詢問{product}的交期與校正週期", "", 8),
        Story("email", "out", "寄出{product}報價單與選配清單", "確認預算是否核准", 0),
        Story("email", "in", "回覆報價：價格可以接受，需補充三年保固條款", "修改保固條款", 0),
        Story("meeting", "none", "現場展示{product}，研發團隊提出自動化測試需求", "整理需求並提出方案", 90),
        Story("visit", "out", "拜訪實驗室，確認{product}的安裝位置與電源條件", "", 120),
        Story("note", "none", "預算延到下一季，保持每月聯繫", "", 0),
    ),
    "en": (
        Story(
            "call",
            "out",
            "Introduced the {product}; wants to see measured data first",
            "Send the test report",
            12,
        ),
        Story("call", "in", "Asked about delivery time and calibration interval of the {product}", "", 8),
        Story(
            "email",
            "out",
            "Sent the quotation for the {product} with its options",
            "Ask whether the budget is approved",
            0,
        ),
        Story(
            "email", "in", "Accepts the price, asks for a three-year warranty", "Amend the warranty terms", 0
        ),
        Story(
            "meeting",
            "none",
            "Demonstrated the {product}; engineering needs scripted tests",
            "Draft a proposal",
            90,
        ),
        Story("visit", "out", "Visited the lab to plan where the {product} will stand", "", 120),
        Story("note", "none", "Budget moved to next quarter; stay in touch monthly", "", 0),
    ),
}


def entries(company: Company, people: int, day: date) -> list[Entry]:
    """The timeline of one customer with so many people, seen from a day; the same one each time."""
    rng = Random(f"{company.key} timeline")
    stories = rng.sample(STORIES[company.language], rng.choice(EACH))
    return [_entry(rng, company, story, people, day) for story in stories]


def _entry(rng: Random, company: Company, story: Story, people: int, day: date) -> Entry:
    on = day - timedelta(days=rng.randint(1, 30 * MONTHS))
    on -= timedelta(days=max(0, on.weekday() - 4))  # nobody worked at the weekend
    clock = time(rng.randint(9, 16), rng.choice((0, 10, 15, 30, 45)))
    due = on + timedelta(days=rng.randint(7, 45)) if story.follow_up else None
    return Entry(
        story=story,
        summary=story.summary.format(product=rng.choice(PRODUCTS[company.language])),
        at=datetime.combine(on, clock, ZoneInfo(company.time_zone)),
        contact=rng.randrange(people) if people else None,
        follow_up_on=due,
    )


def body(entry: Entry) -> dict[str, Any]:
    """What records the entry; with whom is for the caller to add."""
    return {
        "channel": entry.story.channel,
        "direction": entry.story.direction,
        "summary": entry.summary,
        "occurred_at": entry.at.isoformat(),
        "duration_seconds": 60 * entry.story.minutes or None,
        "follow_up": entry.story.follow_up or None,
        "follow_up_on": entry.follow_up_on and entry.follow_up_on.isoformat(),
    }
