"""What files of errors say of the errors that only these imports have, in zh-CN, zh-TW and en."""

from typing import Final

from chassis.exports.catalogue import Sentences, table

ERRORS: Final[Sentences] = table(
    """
    phone_invalid | 不是有效的电话号码 | 不是有效的電話號碼 | not a valid phone number
    email_invalid | 不是有效的邮箱地址 | 不是有效的電子郵件地址 | not a valid mail address
    link_invalid | 不是有效的网址 | 不是有效的網址 | not a valid web address
    nobody | 姓名、公司、邮箱和电话至少要有一项 | 姓名、公司、電子郵件和電話至少要有一項 | a name, a company, a mail address or a phone is needed
    match_ambiguous | 有 {count} 条已有记录与这一行匹配 | 有 {count} 筆既有記錄與這一列相符 | {count} existing records match this row
    person_unknown | 没有这位同事 | 沒有這位同事 | no such colleague
    person_ambiguous | 有多位同名的同事 | 有多位同名的同事 | several colleagues have this name
    lead_converted | 已转化的线索请作为客户导入 | 已轉化的線索請作為客戶匯入 | a converted lead is a customer: import it as one
    already-converted | 该线索已转化为客户，不能再修改 | 該線索已轉化為客戶，不能再修改 | the lead is a customer already and changes no more
    being-converted | 该线索正在转化，请稍后再试 | 該線索正在轉化，請稍後再試 | the lead is being converted; try again later
    customer_missing | 没有写明属于哪个客户 | 沒有寫明屬於哪個客戶 | the row does not say whose it is
    customer_unknown | 找不到这个客户 | 找不到這個客戶 | no such customer
    customer_ambiguous | 有多个客户与之匹配 | 有多個客戶與之相符 | several customers match
    customer_differs | 这个商机属于另一个客户 | 這個商機屬於另一個客戶 | the opportunity belongs to another customer
    pipeline_unknown | 没有这个销售流程，可用：{expected} | 沒有這個銷售流程，可用：{expected} | no such pipeline; there are: {expected}
    pipeline_missing | 负责人的团队没有可用的销售流程 | 負責人的團隊沒有可用的銷售流程 | there is no pipeline for the owner's team
    pipeline_of_others | 这个销售流程属于其他团队 | 這個銷售流程屬於其他團隊 | the pipeline is for other teams
    stage_unknown | 没有这个阶段，可用：{expected} | 沒有這個階段，可用：{expected} | no such stage; there are: {expected}
    required_by_stage | 阶段“{stage}”要求填写此项 | 階段「{stage}」要求填寫此項 | the stage “{stage}” asks for it
    amount_invalid | 不是有效的金额 | 不是有效的金額 | not a valid amount
    unknown_currency | 不是有效的货币代码 | 不是有效的貨幣代碼 | not a currency
    unknown_country | 不是有效的国家 | 不是有效的國家 | not a country
    unknown_language | 不是有效的语言 | 不是有效的語言 | not a language
    from_lines | 商机有产品明细，金额和币种由明细得出 | 商機有產品明細，金額和幣別由明細得出 | the opportunity has lines, which give its amount and currency
    not-open | 商机已赢单或输单，不能再修改 | 商機已贏單或輸單，不能再修改 | the opportunity was won or lost and changes no more
    """  # noqa: E501  # one kind, one line
)
