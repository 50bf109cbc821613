"""What files that people open say by themselves, in zh-CN, zh-TW and en; services add words of their own."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final, Literal, get_args
from uuid import UUID

from chassis.access import Access

Language = Literal["zh-CN", "zh-TW", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
Sentences = Mapping[str, Mapping[str, str]]
"""Kind → sentence by language; what stands in braces is a parameter."""


def language_of(access: Access, user_id: UUID | None) -> Language:
    """The language a person reads, else the organisation's first one."""
    user = access.user(user_id) if user_id else None
    wanted = [user["language"]] if user else []
    found: Language = next(
        (one for one in (*wanted, *access.organisation()["languages"]) if one in LANGUAGES), "en"
    )
    return found


def in_languages(*said: str) -> dict[str, str]:
    """The same in zh-CN, zh-TW and en."""
    return dict(zip(LANGUAGES, said, strict=True))


def table(text: str) -> dict[str, dict[str, str]]:
    """`kind, kind | zh-CN | zh-TW | en` on each line."""
    lines = [[one.strip() for one in line.split(" | ")] for line in text.strip().splitlines()]
    return {kind: in_languages(*said) for kinds, *said in lines for kind in kinds.split(", ")}


ERROR_COLUMNS: Final = {
    "zh-CN": ("行号", "出错的列", "问题", "错误代码"),
    "zh-TW": ("列號", "出錯的欄位", "問題", "錯誤代碼"),
    "en": ("Row number", "Columns with errors", "Errors", "Error codes"),
}
"""What stands in front of the rows in a file of errors."""
ABOUT: Final = {"zh-CN": "{}：{}", "zh-TW": "{}：{}", "en": "{}: {}"}
BETWEEN: Final = {"zh-CN": "；", "zh-TW": "；", "en": "; "}
WORDS: Final = table(
    """
    yes | 是 | 是 | Yes
    no | 否 | 否 | No
    """
)
UNTOLD: Final = in_languages("该值不符合要求", "該值不符合要求", "not a valid value")
"""For a kind that a later version may know."""
ERRORS: Final[Sentences] = table(
    """
    hidden_value | 内容已被星号遮盖 | 內容已被星號遮蓋 | the value is hidden by asterisks
    cell_too_long, text_too_long | 内容过长（{length} 个字符，最多 {max} 个） | 內容過長（{length} 個字元，最多 {max} 個） | too long ({length} characters, at most {max})
    string_too_long | 内容过长（最多 {max_length} 个字符） | 內容過長（最多 {max_length} 個字元） | too long (at most {max_length} characters)
    string_too_short | 内容过短（最少 {min_length} 个字符） | 內容過短（最少 {min_length} 個字元） | too short (at least {min_length} characters)
    string_pattern_mismatch | 格式不正确 | 格式不正確 | not in the form that is expected
    string_type, string_sub_type, string_unicode, string_not_ascii | 不是有效的文本 | 不是有效的文字 | not valid text
    nul_character | 含有不允许的字符（U+0000） | 含有不允許的字元（U+0000） | contains the character U+0000, which is not allowed
    formula_without_value | 公式没有保存计算结果 | 公式沒有儲存計算結果 | the formula was saved without its result
    formula_error | 公式的结果是错误值 | 公式的結果是錯誤值 | the formula results in an error
    number_invalid, int_type, int_parsing, int_parsing_size | 不是有效的数字 | 不是有效的數字 | not a number
    number_not_whole, int_from_float | 应为整数 | 應為整數 | should be a whole number
    number_out_of_range | 数字应在 {min} 到 {max} 之间 | 數字應在 {min} 到 {max} 之間 | should be a number from {min} to {max}
    greater_than_equal | 不能小于 {ge} | 不能小於 {ge} | must not be less than {ge}
    greater_than | 必须大于 {gt} | 必須大於 {gt} | must be more than {gt}
    less_than_equal | 不能大于 {le} | 不能大於 {le} | must not be more than {le}
    less_than | 必须小于 {lt} | 必須小於 {lt} | must be less than {lt}
    decimal_max_places | 小数位过多（最多 {decimal_places} 位） | 小數位過多（最多 {decimal_places} 位） | too many digits after the point (at most {decimal_places})
    bool_type | 应为“是”或“否” | 應為「是」或「否」 | should be yes or no
    custom-value-taken | 该值已用于另一条记录 | 該值已用於另一筆記錄 | another record has this value
    date_invalid, date_type, date_parsing, date_from_datetime_parsing, date_from_datetime_inexact | 不是有效的日期 | 不是有效的日期 | not a valid date
    date_ambiguous | 日期有歧义，请指明日和月的顺序 | 日期有歧義，請指明日和月的順序 | the order of day and month is unclear
    date_past | 应为过去的日期 | 應為過去的日期 | should be a date in the past
    date_future | 应为将来的日期 | 應為將來的日期 | should be a date in the future
    datetime_type, datetime_parsing, datetime_from_date_parsing, datetime_object_invalid | 不是有效的时间 | 不是有效的時間 | not a valid time
    datetime_past | 应为过去的时间 | 應為過去的時間 | should be a time in the past
    datetime_future | 应为将来的时间 | 應為將來的時間 | should be a time in the future
    timezone_naive, timezone_aware, timezone_offset | 时间的时区不符合要求 | 時間的時區不符合要求 | the time does not have the time zone that is expected
    choice_unknown, literal_error | 不是允许的值，应为：{expected} | 不是允許的值，應為：{expected} | should be one of: {expected}
    too_many_values | 值过多（最多 {max} 个） | 值過多（最多 {max} 個） | too many values (at most {max})
    too_long | 值过多（最多 {max_length} 个） | 值過多（最多 {max_length} 個） | too many values (at most {max_length})
    too_short | 值过少（最少 {min_length} 个） | 值過少（最少 {min_length} 個） | too few values (at least {min_length})
    missing | 缺少必填内容 | 缺少必填內容 | is required but missing
    extra_forbidden | 没有这个字段 | 沒有這個欄位 | there is no such field
    uuid_type, uuid_parsing, uuid_version | 不是有效的标识符 | 不是有效的識別碼 | not a valid identifier
    unknown_country | 未知的国家或地区代码 | 未知的國家或地區代碼 | no such country
    unknown_region | 未知的省份或地区代码 | 未知的省份或地區代碼 | no such region
    unknown_currency | 未知的币种代码 | 未知的幣別代碼 | no such currency
    unknown_language | 未知的语言代码 | 未知的語言代碼 | no such language
    unknown_time_zone | 未知的时区 | 未知的時區 | no such time zone
    not_allowed, not-allowed | 您没有修改这条记录的权限 | 您沒有修改這筆記錄的權限 | you may not change this record
    not_found, not-found | 记录不存在或您无权查看 | 記錄不存在或您無權檢視 | there is no such record, or you may not see it
    invalid-input | 有内容不符合要求 | 有內容不符合要求 | something is not as it should be
    refused, rows-refused | 数据库拒绝了这一行 | 資料庫拒絕了這一列 | the database refused this row
    too-many-requests, unavailable, peer-refused | 服务暂时不可用，请稍后再导入这一行 | 服務暫時無法使用，請稍後再匯入這一列 | not possible at the moment; import this row again later
    message-too-large | 这一行的内容过多 | 這一列的內容過多 | there is too much in this row
    """  # noqa: E501  # one kind, one line
)


def told(sentences: Sentences, language: str, kind: str, params: Mapping[str, Any]) -> str:
    """The sentence of an error with its parameters."""
    said = (sentences.get(kind) or ERRORS.get(kind) or UNTOLD)[language]
    return said.format_map(defaultdict(str, {name: _shown(value) for name, value in params.items()}))


def _shown(value: Any) -> str:
    """Lists as people read them; pydantic spells its own as `'a', 'b' or 'c'`."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).replace("' or '", ", ").replace("'", "")
