"""Words in cells that stand for one of our values, in zh-CN, zh-TW and en."""

from collections.abc import Mapping
from typing import Final

from chassis.exports.catalogue import Sentences
from chassis.imports.cells import Reading, folded
from customer.exports import catalogue
from libs.countries.words import named


def _named(names: Mapping[str, tuple[str, ...]], written: Sentences | None = None) -> dict[str, str]:
    """Word → value: the value itself, the words people use, and those that exports write."""
    return named(names) | {
        word.casefold(): value for value, one in (written or {}).items() for word in one.values()
    }


KINDS: Final = _named(
    {
        "company": ("公司", "企业", "企業", "单位", "單位", "法人", "organization", "business", "enterprise"),
        "person": ("个人", "個人", "自然人", "individual", "consumer"),
    },
    catalogue.KINDS,
)
STAGES: Final = _named(
    {
        "lead": ("潜在线索", "線索"),
        "prospect": ("意向客户", "意向客戶", "商机客户"),
        "customer": ("成交客户", "成交客戶", "已成交", "已签约", "已簽約", "new customer"),
        "active": ("活跃客户", "活躍客戶", "活跃中"),
        "at_risk": ("流失风险", "流失風險", "预警", "預警"),
        "lost": ("流失", "流失客户", "流失客戶", "churned"),
        "won_back": ("挽回", "召回"),
    },
    catalogue.STAGES,
)
CHANNELS: Final = _named(
    {
        "call": ("电话", "電話", "通话", "來電", "来电", "去电", "phone", "telephone", "phone call"),
        "email": ("邮件", "郵件", "电子邮件", "電子郵件", "mail", "e-mail"),
        "sms": ("短信", "簡訊", "短訊", "text", "text message"),
        "meeting": ("会议", "會議", "面谈", "面談", "会面"),
        "visit": ("拜访", "拜訪", "上门", "到访", "來訪", "site visit"),
        "web": ("网站", "網站", "表单", "在线", "線上", "website", "form"),
        "chat": ("微信", "聊天", "在线聊天", "企业微信", "wechat", "line", "whatsapp"),
        "letter": ("信件", "信函", "寄送"),
        "event": ("活动", "活動", "展会", "展會"),
        "note": ("备注", "備註", "记录", "其他", "其它", "other"),
    },
    catalogue.CHANNELS,
)
DIRECTIONS: Final = _named(
    {
        "in": ("呼入", "来电", "來電", "收到", "inbound", "incoming"),
        "out": ("呼出", "去电", "去電", "发出", "outbound", "outgoing"),
        "none": ("无", "無", "-"),
    },
    catalogue.DIRECTIONS,
)
ROLES: Final = _named(
    {
        "champion": ("支持者", "拥护者", "擁護者"),
        "decider": ("决策者", "決策者", "决策人", "decision maker"),
        "influencer": ("影响者", "影響者"),
        "user": ("使用者", "用户", "用戶"),
        "blocker": ("反对者", "反對者", "阻碍者"),
    },
    catalogue.ROLES,
)


def size(cell: str, _: Reading) -> str:
    """Employees: `50~199人` is `50-199`, `1000人以上` is `1000+`."""
    plain = folded(cell).replace(",", "").replace("人", "").replace(" ", "")
    for sign in ("~", "—", "–", "至", "到"):
        plain = plain.replace(sign, "-")
    return plain.removesuffix("以上") + "+" if plain.endswith("以上") else plain.removesuffix(".0")
