"""What people call countries, currencies, languages and provinces, in zh-CN, zh-TW and en."""

from collections.abc import Mapping
from typing import Final


def named(names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Word → value: the value itself and the words for it, in small letters."""
    return {name: value for value, known in names.items() for name in (value.casefold(), *known)}


COUNTRIES: Final = named(
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
CURRENCIES: Final = named(
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
LANGUAGES: Final = named(
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
