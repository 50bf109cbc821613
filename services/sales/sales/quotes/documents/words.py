"""What the document of a quote says by itself."""

from typing import Any, Final

from chassis.exports.catalogue import table

WORDS: Final = table(
    """
    quote | 报价单 | 報價單 | Quotation
    draft | 草稿 | 草稿 | DRAFT
    to | 致 | 致 | To
    number | 编号 | 編號 | Number
    revision | 版本 | 版本 | Version
    date | 日期 | 日期 | Date
    valid_until | 有效期至 | 有效期限至 | Valid until
    contact | 联系人 | 聯絡人 | Contact
    email | 邮箱 | 電子郵件 | Email
    place | 序号 | 項次 | No.
    product | 品名 | 品名 | Description
    quantity | 数量 | 數量 | Quantity
    unit_price | 单价 | 單價 | Unit price
    discount | 折扣 | 折扣 | Discount
    tax_rate | 税率 | 稅率 | Tax
    amount | 金额 | 金額 | Amount
    months | 合约期 {months} 个月 | 合約期 {months} 個月 | Term: {months} months
    subtotal | 小计 | 小計 | Subtotal
    off_the_whole | 整单折扣 {percent}% | 整單折扣 {percent}% | Discount {percent}%
    net | 不含税金额 | 未稅金額 | Net amount
    tax | 税额 {rate}% | 稅額 {rate}% | Tax {rate}%
    gross | 含税总额 | 含稅總額 | Total
    with_tax | 单价和金额已含税 | 單價和金額已含稅 | Prices and amounts include tax
    terms | 条款 | 條款 | Terms
    page | 第 {page} 页，共 {pages} 页 | 第 {page} 頁，共 {pages} 頁 | Page {page} of {pages}
    """
)
COLUMNS: Final = ("place", "product", "quantity", "unit_price", "discount", "tax_rate", "amount")
LOCALES: Final = {"zh-CN": "zh_Hans_CN", "zh-TW": "zh_Hant_TW", "en": "en_GB"}
LETTERS: Final[dict[str, dict[str, Any]]] = {
    "zh-CN": {"font": "Noto Sans CJK SC", "lang": "zh", "region": "cn"},
    "zh-TW": {"font": "Noto Sans CJK TC", "lang": "zh", "region": "tw"},
    "en": {"font": "Noto Sans CJK SC", "lang": "en", "region": "gb"},
}
"""The same character is drawn differently in Taiwan and on the mainland."""
