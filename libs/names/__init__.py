"""Knowledge about names, scripts, phone numbers, mail and web addresses, for Chinese and English alike."""

from libs.names.folding import fold
from libs.names.links import parse_link
from libs.names.mails import parse_mail
from libs.names.phones import Phone, display, parse_phone, region_of, zones_of_number
from libs.names.pinyin import initials
from libs.names.searching import (
    APART,
    SearchEntry,
    found,
    grams,
    query_grams,
    query_words,
    search_entry,
    search_text,
)
from libs.names.sorting import sort_key

__all__ = [
    "APART",
    "Phone",
    "SearchEntry",
    "display",
    "fold",
    "found",
    "grams",
    "initials",
    "parse_link",
    "parse_mail",
    "parse_phone",
    "query_grams",
    "query_words",
    "region_of",
    "search_entry",
    "search_text",
    "sort_key",
    "zones_of_number",
]
