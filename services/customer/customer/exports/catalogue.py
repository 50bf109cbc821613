"""What files about customers say in zh-CN, zh-TW and en: headers, choices, and what was wrong with a row."""

from typing import Final

from chassis.exports.catalogue import Sentences, table

TITLES: Final = table(
    """
    number | 客户编号 | 客戶編號 | Customer number
    external_id | 客户ID | 客戶ID | Customer ID
    name | 客户名称 | 客戶名稱 | Customer name
    kind | 客户类型 | 客戶類型 | Customer type
    name_en | 英文名称 | 英文名稱 | English name
    name_short | 简称 | 簡稱 | Short name
    name_native | 原文名称 | 當地名稱 | Native name
    phone | 电话 | 電話 | Phone
    mobile | 手机 | 手機 | Mobile
    fax | 传真 | 傳真 | Fax
    email | 邮箱 | 電子郵件 | Email
    country | 国家 | 國家 | Country
    region | 省份 | 縣市 | Province
    city | 城市 | 城市 | City
    postcode | 邮编 | 郵遞區號 | Postcode
    street | 地址 | 地址 | Address
    website | 网址 | 網址 | Website
    lifecycle | 生命周期 | 生命週期 | Lifecycle
    industry | 行业 | 產業 | Industry
    size | 规模 | 規模 | Employees
    source | 来源 | 來源 | Source
    tax_number | 税号 | 統一編號 | Tax number
    registered_on | 注册日期 | 註冊日期 | Registered on
    currency | 币种 | 幣別 | Currency
    language | 语言 | 語言 | Language
    time_zone | 时区 | 時區 | Time zone
    owner | 负责人 | 負責人 | Owner
    tags | 标签 | 標籤 | Tags
    description | 备注 | 備註 | Notes
    last_interaction_at | 最近互动时间 | 最近互動時間 | Last interaction
    created_at | 创建时间 | 建立時間 | Created
    consents | 已同意的联系 | 已同意的聯絡 | Agreed contacts
    opt_outs | 已拒绝的联系 | 已拒絕的聯絡 | Refused contacts
    contact_id | 联系人ID | 聯絡人ID | Contact ID
    person_name | 姓名 | 姓名 | Full name
    family_name | 姓氏 | 姓氏 | Last name
    given_name | 名字 | 名字 | First name
    birthday | 生日 | 生日 | Birthday
    title | 职位 | 職位 | Job title
    department | 部门 | 部門 | Department
    decision_role | 决策角色 | 決策角色 | Decision role
    record_id | 记录ID | 記錄ID | Record ID
    channel | 互动类型 | 互動類型 | Activity type
    direction | 方向 | 方向 | Direction
    occurred_at | 日期 | 日期 | Date
    summary | 内容摘要 | 內容摘要 | Summary
    follow_up | 后续行动 | 後續行動 | Follow up
    follow_up_on | 跟进日期 | 跟進日期 | Follow up date
    recorded_by | 记录人 | 記錄人 | Recorded by
    happened | 事件 | 事件 | What happened
    """
)
KINDS: Final = table(
    """
    company | 公司 | 公司 | Company
    person | 个人 | 個人 | Person
    """
)
STAGES: Final = table(
    """
    lead | 线索 | 潛在線索 | Lead
    prospect | 潜在客户 | 潛在客戶 | Prospect
    customer | 新客户 | 新客戶 | Customer
    active | 活跃 | 活躍 | Active
    at_risk | 有流失风险 | 有流失風險 | At risk
    lost | 已流失 | 已流失 | Lost
    won_back | 已挽回 | 已挽回 | Won back
    """
)
CHANNELS: Final = table(
    """
    call | 电话 | 電話 | Call
    email | 邮件 | 電子郵件 | Email
    sms | 短信 | 簡訊 | SMS
    meeting | 会议 | 會議 | Meeting
    visit | 拜访 | 拜訪 | Visit
    web | 网站 | 網站 | Website
    chat | 聊天 | 聊天 | Chat
    letter | 信件 | 信件 | Letter
    event | 活动 | 活動 | Event
    note | 备注 | 備註 | Note
    system | 系统 | 系統 | System
    """
)
DIRECTIONS: Final = table(
    """
    in | 客户发起 | 客戶發起 | Inbound
    out | 我方发起 | 我方發起 | Outbound
    none | 无 | 無 | None
    """
)
ROLES: Final = table(
    """
    champion | 支持者 | 支持者 | Champion
    decider | 决策者 | 決策者 | Decision maker
    influencer | 影响者 | 影響者 | Influencer
    user | 使用者 | 使用者 | User
    blocker | 反对者 | 反對者 | Blocker
    """
)
HAPPENED: Final = table(
    """
    noted | 人工记录 | 人工記錄 | Noted by hand
    customer_created | 创建客户 | 建立客戶 | Customer created
    customer_assigned | 变更负责人 | 變更負責人 | Owner changed
    customer_restored | 恢复客户 | 復原客戶 | Customer restored
    lead_converted | 线索转为客户 | 潛在客戶轉為客戶 | Lead converted
    opportunity_created | 新建商机 | 新增商機 | Deal opened
    opportunity_won | 赢得商机 | 贏得商機 | Deal won
    opportunity_lost | 丢失商机 | 失去商機 | Deal lost
    quote_issued | 发出报价单 | 發出報價單 | Quote issued
    quote_accepted | 报价单被接受 | 報價單被接受 | Quote accepted
    quote_declined | 报价单被拒绝 | 報價單遭拒絕 | Quote declined
    order_confirmed | 确认订单 | 確認訂單 | Order confirmed
    order_cancelled | 取消订单 | 取消訂單 | Order cancelled
    shipment_shipped | 发货 | 出貨 | Shipped
    return_received | 收到退货 | 收到退貨 | Goods returned
    invoice_issued | 开具发票 | 開立發票 | Invoice issued
    credit_note_issued | 开具红字发票 | 開立折讓單 | Credit note issued
    payment_received | 收到付款 | 收到付款 | Payment received
    contract_activated | 签订合同 | 簽訂合約 | Contract signed
    contract_renewed | 合同续期 | 合約續期 | Contract renewed
    contract_terminated | 终止合同 | 終止合約 | Contract terminated
    contract_ended | 合同到期 | 合約到期 | Contract ended
    lifecycle_changed | 生命周期变更 | 生命週期變更 | Lifecycle changed
    consent_changed | 联系许可变更 | 聯絡許可變更 | Consent changed
    contact_preference_changed | 联系偏好变更 | 聯絡偏好變更 | Contact preference changed
    """
)
_CONSENT_CHANNELS: Final = table(
    """
    email | 邮件 | 電子郵件 | Email
    sms | 短信 | 簡訊 | SMS
    phone | 电话 | 電話 | Phone
    post | 邮寄 | 郵寄 | Post
    wechat | 微信 | 微信 | WeChat
    whatsapp | WhatsApp | WhatsApp | WhatsApp
    line | LINE | LINE | LINE
    """
)
_PURPOSES: Final = table(
    """
    marketing | 营销 | 行銷 | marketing
    newsletter | 简报 | 電子報 | newsletter
    event_invitation | 活动邀请 | 活動邀請 | event invitations
    survey | 调查 | 調查 | surveys
    partner_offer | 合作伙伴优惠 | 合作夥伴優惠 | partner offers
    service | 服务 | 服務 | service
    transactional | 业务通知 | 業務通知 | transactions
    """
)
PAIRS: Final[Sentences] = {
    f"{channel}:{purpose}": {language: f"{said[language]} · {what[language]}" for language in said}
    for channel, said in _CONSENT_CHANNELS.items()
    for purpose, what in _PURPOSES.items()
}
"""What may be agreed to: a channel and a purpose."""
ERRORS: Final[Sentences] = table(
    """
    phone_invalid | 不是有效的电话号码 | 不是有效的電話號碼 | not a valid phone number
    email_invalid | 不是有效的邮箱地址 | 不是有效的電子郵件地址 | not a valid mail address
    link_invalid | 不是有效的网址 | 不是有效的網址 | not a valid web address
    name_missing | 缺少姓名 | 缺少姓名 | a name is missing
    moment_out_of_range | 时间超出可用范围 | 時間超出可用範圍 | the time is out of range
    match_ambiguous | 有 {count} 条已有记录与这一行匹配 | 有 {count} 筆既有記錄與這一列相符 | {count} existing records match this row
    person_unknown | 没有这位同事 | 沒有這位同事 | no such colleague
    person_ambiguous | 有多位同名的同事 | 有多位同名的同事 | several colleagues have this name
    customer_missing | 没有写明属于哪个客户 | 沒有寫明屬於哪個客戶 | the row does not say whose it is
    customer_unknown | 找不到这个客户 | 找不到這個客戶 | no such customer
    customer_ambiguous | 有多个客户与之匹配 | 有多個客戶與之相符 | several customers match
    contact_unknown | 该客户没有这位联系人 | 該客戶沒有這位聯絡人 | the customer has no such contact
    contact_ambiguous | 该客户有多位同名的联系人 | 該客戶有多位同名的聯絡人 | several contacts of the customer have this name
    contact_not_allowed | 您没有修改这位联系人的权限 | 您沒有修改這位聯絡人的權限 | you may not change this contact
    contact_not_found | 联系人不存在或您无权查看 | 聯絡人不存在或您無權檢視 | there is no such contact, or you may not see it
    consent_date_missing | 没有同意日期，不能作为凭证 | 沒有同意日期，不能作為憑證 | a consent without its date is no evidence
    consent_not_allowed | 您没有记录其同意的权限 | 您沒有記錄其同意的權限 | you may not record consent for this record
    basis_not_for_purpose | 该用途不能以此为依据，可用：{expected} | 該用途不能以此為依據，可用：{expected} | the purpose cannot rest on this basis, but on {expected}
    in_the_future | 时间在未来 | 時間在未來 | the moment lies in the future
    before_start | 结束早于开始 | 結束早於開始 | the end comes before the beginning
    tag_unknown | 没有“{tag}”这个标签 | 沒有「{tag}」這個標籤 | there is no tag “{tag}”
    parent_unknown | 找不到上级客户 | 找不到上級客戶 | no such parent customer
    parent_ambiguous | 有多个上级客户与之匹配 | 有多個上級客戶與之相符 | several parent customers match
    not_a_company | 上级客户应为公司 | 上級客戶應為公司 | the parent should be a company
    not_at_this_customer | 联系人不属于这个客户 | 聯絡人不屬於這個客戶 | the contact is not at this customer
    team_unknown | 没有这个团队 | 沒有這個團隊 | no such team
    external-id-taken | 外部ID已属于另一条记录 | 外部ID已屬於另一筆記錄 | the external id belongs to another record
    group-circle | 上级客户不能形成循环 | 上級客戶不能形成循環 | the parents would form a circle
    group-too-deep | 集团层级过深 | 集團層級過深 | the group would have too many levels
    reporting-circle | 汇报关系不能形成循环 | 匯報關係不能形成循環 | the reporting lines would form a circle
    system-entry | 系统生成的记录不能修改 | 系統產生的記錄不能修改 | entries made by the system cannot be changed
    tag-exists | 标签已存在 | 標籤已存在 | the tag exists already
    """  # noqa: E501  # one kind, one line
)
