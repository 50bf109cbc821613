"""Words in cells that stand for one of our values, in zh-CN, zh-TW and en."""

from collections.abc import Mapping
from typing import Final

from chassis.exports.catalogue import Sentences
from chassis.imports.cells import Reader, Reading, folded
from chassis.imports.problems import CellError
from customer.exports import catalogue


def _named(names: Mapping[str, tuple[str, ...]], written: Sentences | None = None) -> dict[str, str]:
    """Word → value: the value itself, the words people use, and those that exports write."""
    said = {name: value for value, known in names.items() for name in (value.casefold(), *known)}
    return said | {word.casefold(): value for value, one in (written or {}).items() for word in one.values()}


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
COUNTRIES: Final = _named(
    {
        "CN": ("中国", "中國", "中国大陆", "中國大陸", "china", "prc", "mainland china"),
        "HK": ("香港", "中国香港", "中國香港", "hong kong"),
        "MO": ("澳门", "澳門", "中国澳门", "macau", "macao"),
        "TW": ("台湾", "台灣", "臺灣", "中国台湾", "taiwan"),
        "US": ("美国", "美國", "usa", "united states", "united states of america"),
        "JP": ("日本", "japan"),
        "KR": ("韩国", "韓國", "korea", "south korea"),
        "SG": ("新加坡", "singapore"),
        "MY": ("马来西亚", "馬來西亞", "malaysia"),
        "VN": ("越南", "vietnam"),
        "TH": ("泰国", "泰國", "thailand"),
        "GB": ("英国", "英國", "uk", "united kingdom", "great britain"),
        "DE": ("德国", "德國", "germany"),
        "FR": ("法国", "法國", "france"),
        "CA": ("加拿大", "canada"),
        "AU": ("澳大利亚", "澳洲", "澳大利亞", "australia"),
    }
)
CURRENCIES: Final = _named(
    {
        "CNY": ("人民币", "人民幣", "元", "rmb", "¥"),
        "USD": ("美元", "us$", "$"),
        "HKD": ("港币", "港幣", "港元", "hk$"),
        "TWD": ("新台币", "新臺幣", "新台幣", "台币", "nt$", "ntd"),
        "EUR": ("欧元", "歐元", "€"),
        "JPY": ("日元", "日圓"),
        "GBP": ("英镑", "英鎊", "£"),
    }
)
LANGUAGES: Final = _named(
    {
        "zh-CN": ("中文", "简体中文", "普通话", "汉语", "chinese", "zh"),
        "zh-TW": ("繁體中文", "繁体中文", "國語", "traditional chinese"),
        "en": ("英语", "英文", "英語", "english"),
        "ja": ("日语", "日文", "日語", "japanese"),
    }
)
MUNICIPALITIES: Final = ("北京", "天津", "上海", "重庆")
PROVINCES: Final = (
    "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
    "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海",
)  # fmt: skip
REGIONS: Final = (
    {name: f"{name}市" for name in MUNICIPALITIES}
    | {name: f"{name}省" for name in PROVINCES}
    | {"内蒙古": "内蒙古自治区", "广西": "广西壮族自治区", "西藏": "西藏自治区", "宁夏": "宁夏回族自治区"}
    | {"新疆": "新疆维吾尔自治区"}
)
"""Provinces as people shorten them → their full names, so that one province is one value."""


def one_of(words: Mapping[str, str]) -> Reader:
    """A value by any of its words; what is none of them goes on to the field's own check."""

    def read(cell: str, _: Reading) -> str:
        plain = folded(cell).strip()
        return words.get(plain.casefold(), plain)

    return read


def region(cell: str, _: Reading) -> str:
    """A province by its short or full name; anything else as it stands."""
    if len(cell) > 200:
        raise CellError("text_too_long", length=len(cell), max=200)
    return REGIONS.get(cell, cell)


def size(cell: str, _: Reading) -> str:
    """Employees: `50~199人` is `50-199`, `1000人以上` is `1000+`."""
    plain = folded(cell).replace(",", "").replace("人", "").replace(" ", "")
    for sign in ("~", "—", "–", "至", "到"):
        plain = plain.replace(sign, "-")
    return plain.removesuffix("以上") + "+" if plain.endswith("以上") else plain.removesuffix(".0")
