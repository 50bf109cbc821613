"""Who works at Star River Instruments, the fictional maker of measuring instruments of the demo."""

from typing import Final, NamedTuple

ORGANISATION: Final = "星河仪器 Star River Instruments"
LETTERHEAD: Final = """\
示例市星河路 8 号 8 Star River Road, Exampleton
税号 Tax number 91310000EXAMPLE
示例银行 Example Bank 6222 0000 0000 0000"""
"""What its quotes and invoices say below its name."""
PASSWORD: Final = "demo-password-2026"
"""Of everybody in the demo but the administrator."""


class Team(NamedTuple):
    """A team and the one above it."""

    name: str
    above: str | None


TEAMS: Final = (
    Team("总部 Headquarters", None),
    Team("销售 Sales", "总部 Headquarters"),
    Team("华东 East China", "销售 Sales"),
    Team("华南 South China", "销售 Sales"),
    Team("台灣 Taiwan", "销售 Sales"),
    Team("International", "销售 Sales"),
    Team("客服 Customer service", "总部 Headquarters"),
)


def email(key: str) -> str:
    """A mail address that can never exist."""
    return f"{key}@example.com"


class Person(NamedTuple):
    """Somebody who works here; signs in as `<key>@example.com`."""

    key: str
    name: str
    role: str
    team: str
    manager: str
    language: str
    time_zone: str

    @property
    def email(self) -> str:
        """By which the person signs in."""
        return email(self.key)


PEOPLE: Final = (
    Person("lin", "林望舒", "Sales manager", "销售 Sales", "", "zh-CN", "Asia/Shanghai"),
    Person("chen", "陈予安", "Sales manager", "华东 East China", "lin", "zh-CN", "Asia/Shanghai"),
    Person("shen", "沈一诺", "Sales representative", "华东 East China", "chen", "zh-CN", "Asia/Shanghai"),
    Person("gu", "顾知行", "Sales representative", "华东 East China", "chen", "zh-CN", "Asia/Shanghai"),
    Person("li", "黎晓舟", "Sales representative", "华南 South China", "lin", "zh-CN", "Asia/Shanghai"),
    Person("mo", "莫一凡", "Sales representative", "华南 South China", "lin", "zh-CN", "Asia/Shanghai"),
    Person("zhang", "張以晴", "Sales representative", "台灣 Taiwan", "lin", "zh-TW", "Asia/Taipei"),
    Person("zhou", "周柏宇", "Sales representative", "台灣 Taiwan", "lin", "zh-TW", "Asia/Taipei"),
    Person("hazel", "Hazel Brightwater", "Sales manager", "International", "lin", "en", "Europe/London"),
    Person("ada", "Ada Northcott", "Sales representative", "International", "hazel", "en", "Europe/London"),
    Person(
        "theo", "Theo Lindenquist", "Sales representative", "International", "hazel", "en", "Europe/Berlin"
    ),
    Person("xu", "许清和", "Service agent", "客服 Customer service", "lin", "zh-CN", "Asia/Shanghai"),
    Person("ho", "何沐恩", "Service agent", "客服 Customer service", "xu", "zh-TW", "Asia/Taipei"),
    Person("juniper", "Juniper Vale", "Service agent", "客服 Customer service", "xu", "en", "Europe/London"),
)

TAGS: Final = {
    "key-account": ("重点客户 Key account", "#b45309"),
    "direct": ("直销 Direct", "#0369a1"),
    "reseller": ("经销商 Reseller", "#6d28d9"),
    "education": ("教育 Education", "#047857"),
    "public-sector": ("公共部门 Public sector", "#475569"),
    "trade-fair": ("展会 Trade fair", "#be185d"),
    "renewal": ("待续约 Renewal due", "#b91c1c"),
}
"""Tags by the name that companies.csv gives them: what they are called, and their colour."""
