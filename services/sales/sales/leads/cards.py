"""What stands on a business card: a vCard, or the lines that a camera read, in Chinese or English.

Nothing is guessed that the text does not show: lines that nothing was made of are given back to be read.
"""

import io
import re
from collections.abc import Mapping
from typing import Any, Final

from chassis.imports import vcards
from libs.countries import countries
from libs.names import fold, parse_link, parse_mail, parse_phone

COMPANY: Final = re.compile(
    r"(公司|集团|集團|工厂|工廠|事务所|事務所|研究院|研究所|大学|大學|学院|學院|医院|醫院|银行|銀行|酒店|商行|企业社|企業社)"
    r"(（.{1,20}）|\(.{1,20}\))?$"
    r"|\b(co\.?,? ?ltd\.?|ltd\.?|limited|inc\.?|incorporated|llc|llp|corp\.?|corporation|gmbh|ag|s\.?a\.?|"
    r"b\.?v\.?|pte\.?|plc|pty|group|holdings|university|institute|hospital|bank)\.?$",
    re.IGNORECASE,
)
TITLE: Final = re.compile(
    r"(经理|經理|总监|總監|总裁|總裁|董事长?|董事長|主任|主管|工程师|工程師|顾问|顧問|助理|专员|專員|代表|部长|部長|厂长|廠長|教授|博士|秘书|秘書|会计|會計|采购|採購|销售|銷售|业务|業務)"
    r"|\b(manager|director|engineer|officer|president|chief|head of|ceo|cto|cfo|coo|vp|consultant|assistant|"
    r"representative|specialist|buyer|founder|partner|professor|sales|purchasing)\b",
    re.IGNORECASE,
)
STREET: Final = re.compile(
    r"(省|市|区|區|县|縣|镇|鎮|路|街|道|巷|弄|号|號|楼|樓|室|大厦|大廈|园区|園區).*\d|\d.*(路|街|道|号|號|楼|樓|室)"
    r"|\b(road|rd\.?|street|st\.?|avenue|ave\.?|lane|floor|building|suite|district)\b",
    re.IGNORECASE,
)
LABEL: Final = re.compile(
    r"^(地址|公司|姓名|职务|職務|职位|職位|邮箱|郵箱|电邮|電郵|网址|網址|邮编|郵編|add(?:ress)?|e-?mail|mail|web(?:site)?|"
    r"name|title|company|www|url|[amtefwp])\s*[:：.]\s*(?=\S)",
    re.IGNORECASE,
)
MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE | re.ASCII)
PHONES: Final = re.compile(r"[;；,，/|｜]|(?<=\d)\s{2,}")
DENSE_NAME: Final = re.compile(r"[\u3400-\u9fff](?: ?[\u3400-\u9fff]){1,3}")
LATIN_NAME: Final = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){1,3}")
ONE_LETTER: Final = re.compile(r"^(?:[a-z]|direct|office)\s*[:：.]\s*", re.IGNORECASE)
FAX: Final = re.compile(r"fax|传真|f\s*[:.]")
LONGEST: Final = 200
READ_AS: Final = {
    "Contact name": "name", "Title": "title", "Company": "company", "Address": "street", "City": "city",
    "Province": "region", "Postcode": "postcode", "Website": "website", "Notes": "message",
}  # fmt: skip
NUMBERED: Final = ("Mobile", "Phone", "Other phone")
MAILED: Final = ("Email", "Other email")


def read_card(text: str, region: str) -> dict[str, Any]:
    """A draft of a lead, as `CardRead` shows it, with numbers as they are written in the region."""
    written = text.strip()
    if vcards.is_card(written[:64].encode()):
        return _of_vcard(written, region)
    return _of_lines(written, region)


def _of_vcard(text: str, region: str) -> dict[str, Any]:
    headers, *cards = vcards.rows(io.BytesIO(text.encode()), "utf-8")
    cells = dict(zip(headers.cells, cards[0].cells, strict=True)) if cards else {}
    lead = {name: cells[header] for header, name in READ_AS.items() if cells.get(header)}
    if (country := cells.get("Country", "").upper()) in countries():
        lead["country"] = country
    return _draft(
        lead,
        [cells[header] for header in MAILED if cells.get(header)],
        [cells[header] for header in NUMBERED if cells.get(header)],
        region,
        [],
    )


def _of_lines(text: str, region: str) -> dict[str, Any]:
    lead: dict[str, str] = {}
    mails: list[str] = []
    phones: list[str] = []
    unread: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        mails += MAIL.findall(line)
        rest = MAIL.sub(" ", line)
        if (link := LINK.search(rest)) and "website" not in lead:
            lead["website"] = link[0]
        rest = LABEL.sub("", LINK.sub(" ", rest).strip()).strip()
        numbers, others = _numbers(rest, region)
        phones += numbers
        if len(others) < len(PHONES.split(rest)):
            unread += others  # beside a number stand others, if anything
        elif rest and not _place(lead, rest) and not (MAIL.search(line) or link):
            unread.append(line)
    return _draft(lead, mails, phones, region, unread)


def _numbers(line: str, region: str) -> tuple[list[str], list[str]]:
    """The phone numbers of a line, and its other parts; faxes are neither."""
    numbers: list[str] = []
    others: list[str] = []
    for part in map(str.strip, PHONES.split(line)):
        written = ONE_LETTER.sub("", part)
        if (phone := parse_phone(written, region)) is None:
            others.append(part)
        elif not FAX.match(fold(part)):
            numbers.append(phone.e164)
    return numbers, others


def _place(lead: dict[str, str], line: str) -> bool:
    """Put a line where it belongs; False when nothing tells where."""
    for name, tells in (("company", COMPANY), ("street", STREET), ("title", TITLE)):
        if tells.search(line) and name not in lead:
            lead[name] = line[: 500 if name == "street" else LONGEST]
            return True
    if "name" not in lead and (DENSE_NAME.fullmatch(line) or LATIN_NAME.fullmatch(line)):
        lead["name"] = line.replace(" ", "") if DENSE_NAME.fullmatch(line) else line
        return True
    return False


def _draft(
    lead: Mapping[str, str], mails: list[str], phones: list[str], region: str, unread: list[str]
) -> dict[str, Any]:
    """What can be kept of it, in normal form."""
    kept = {name: value[: 500 if name == "street" else LONGEST] for name, value in lead.items()}
    if "website" in kept and parse_link(kept["website"]) is None:
        unread = [*unread, kept.pop("website")]
    read = {one: parse_phone(one, region) for one in phones}
    known = {one: parse_mail(one) for one in mails}
    return {
        "lead": kept,
        "emails": list(dict.fromkeys(one for one in known.values() if one)),
        "phones": list(dict.fromkeys(one.e164 for one in read.values() if one)),
        "unread": [*unread, *(one for one, number in read.items() if number is None)],
    }
