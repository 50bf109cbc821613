"""What columns are called in the files people have, in zh-CN, zh-TW and en.

Case, spaces and what stands in brackets do not count; the first column of a name is taken.
"""

from typing import Final

from chassis.imports.headers import Names, names_of

CUSTOMERS: Final[Names] = names_of(
    """
    external_id: 客户ID, 客户编码, 客户代码, 客戶ID, 客戶代碼, customer id, account id, external id
    number: 客户编号, 客戶編號, customer number, account number, customer no
    name: 客户名称, 公司名称, 企业名称, 单位名称, 客户, 公司, 客戶名稱, 公司名稱, 企業名稱, 客戶,
        customer name, company name, account name, customer, company, account, organization
    kind: 客户类型, 客户性质, 客戶類型, customer type, account type, kind
    lifecycle: 生命周期, 客户阶段, 生命週期, 客戶階段, lifecycle, lifecycle stage, customer stage
    name_en: 英文名称, 英文名, 英文名稱, english name
    name_short: 简称, 客户简称, 公司简称, 簡稱, 客戶簡稱, short name, abbreviation
    name_native: 本地名称, 原文名称, 當地名稱, native name
    parent: 上级客户, 母公司, 所属集团, 上級客戶, 所屬集團, parent, parent account, parent company
    phone: 电话, 联系电话, 公司电话, 固定电话, 座机, 電話, 聯絡電話, 公司電話, phone, telephone, tel
    mobile: 手机, 手机号, 手机号码, 移动电话, 手機, 手機號碼, 行動電話, mobile, mobile phone, cell
    phone_2: 电话2, 其他电话, 备用电话, 電話2, 其他電話, phone 2, other phone
    fax: 传真, 传真号码, 傳真, fax
    email: 邮箱, 电子邮箱, 电子邮件, 邮件, 電郵, 電子郵件, 郵箱, 電子信箱, email, mail, email address
    email_2: 邮箱2, 其他邮箱, 備用郵箱, email 2, other email
    country: 国家, 国家地区, 國家, 國家地區, country
    region: 省份, 省, 省市, 州省, 省份地區, 縣市, province, state, region
    city: 城市, 市, 所在城市, city, town
    postcode: 邮编, 邮政编码, 郵遞區號, 郵編, postcode, postal code, zip, zip code
    street: 地址, 详细地址, 公司地址, 通讯地址, 住址, 詳細地址, address, street, street address
    website: 网址, 网站, 官网, 網址, 網站, website, web, url
    industry: 行业, 所属行业, 產業, 行業, industry, sector
    size: 规模, 人数, 员工数, 员工人数, 企业规模, 規模, 員工數, 員工人數, employees, size, headcount
    source: 来源, 客户来源, 來源, 客戶來源, source, lead source
    tax_number: 税号, 纳税人识别号, 统一社会信用代码, 稅號, 統一編號, tax number, tax id, vat number
    registered_on: 注册日期, 登记日期, 建档日期, 註冊日期, 登記日期, 建檔日期, registered on,
        registration date, customer since, date registered
    currency: 币种, 货币, 幣別, 貨幣, currency
    language: 语言, 語言, language
    time_zone: 时区, 時區, time zone, timezone
    description: 备注, 描述, 说明, 備註, 說明, notes, description, remarks, comment
    tags: 标签, 客户标签, 標籤, tags, labels
    owner: 负责人, 所有人, 业务员, 客户经理, 負責人, 業務員, 擁有者, owner, account manager, sales rep
    contact_name: 联系人, 联系人姓名, 主要联系人, 聯絡人, 聯繫人, contact, contact name, contact person
    contact_title: 职位, 职务, 联系人职位, 職位, 職稱, title, job title, position
    contact_department: 部门, 联系人部门, 部門, department
    contact_phone: 联系人电话, 联系人手机, 聯絡人電話, contact phone, contact mobile
    contact_email: 联系人邮箱, 聯絡人電郵, contact email
    """
)

OF_CUSTOMER: Final[Names] = names_of(
    """
    customer_external_id: 客户ID, 客户编码, 客戶ID, customer id, account id
    customer_number: 客户编号, 客戶編號, customer number, account number
    customer_name: 客户名称, 公司名称, 客户, 公司, 客戶名稱, 公司名稱, 客戶, customer name, company name,
        customer, company, account name, account
    """
)
"""How files about something else name the customer it belongs to."""

_CONTACTS: Final[Names] = names_of(
    """
    external_id: 联系人ID, 联系人编号, 聯絡人ID, 聯絡人編號, contact id, external id
    name: 姓名, 联系人, 联系人姓名, 聯絡人, 聯絡人姓名, name, full name, contact name, contact
    family_name: 姓, 姓氏, last name, family name, surname
    given_name: 名, 名字, first name, given name
    name_en: 英文名, 英文姓名, 英文名称, 英文名稱, english name
    phone: 电话, 办公电话, 联系电话, 電話, 辦公電話, phone, work phone, telephone
    birthday: 生日, 出生日期, birthday, date of birth
    title: 职位, 职务, 職位, 職稱, title, job title, position
    department: 部门, 部門, department
    decision_role: 决策角色, 角色, 決策角色, decision role, role
    """
)
_SHARED: Final[Names] = {
    name: CUSTOMERS[name] for name in ("mobile", "email", "language", "time_zone", "description")
}
CONTACTS: Final[Names] = {**OF_CUSTOMER, **_CONTACTS, **_SHARED}

_INTERACTIONS: Final[Names] = names_of(
    """
    external_id: 记录ID, 记录编号, 互动ID, 互动编号, 記錄ID, 紀錄ID, 互動ID, 互動編號, record id,
        interaction id, activity id
    contact_name: 联系人, 联系人姓名, 聯絡人, contact, contact name
    channel: 互动类型, 互动方式, 类型, 渠道, 互動類型, 互動方式, 類型, type, channel, activity type
    direction: 方向, 呼入呼出, direction
    occurred_at: 日期, 互动日期, 时间, 互动时间, 互動日期, 時間, date, time, occurred at, activity date
    summary: 内容摘要, 内容, 摘要, 沟通内容, 內容摘要, 內容, summary, subject, content, notes
    follow_up: 后续行动, 下一步, 跟进事项, 後續行動, 跟進事項, follow up, next step, next action
    follow_up_on: 跟进日期, 下次跟进日期, 跟進日期, follow up date, next action date
    recorded_by: 负责人, 记录人, 跟进人, 負責人, 記錄人, owner, recorded by, assigned to
    duration_seconds: 时长秒, 时长秒数, 通话时长秒, 時長秒數, duration seconds, duration in seconds
    """
)
INTERACTIONS: Final[Names] = {**OF_CUSTOMER, **_INTERACTIONS}

CONSENTS: Final[Names] = names_of(
    """
    email_marketing: 邮件营销同意, 同意接收邮件, 郵件行銷同意, 同意接收郵件, email opt in,
        email marketing consent, marketing consent
    email_newsletter: 订阅邮件简报, 訂閱電子報, newsletter, newsletter opt in
    sms_marketing: 短信营销同意, 同意接收短信, 簡訊行銷同意, 同意接收簡訊, sms opt in, sms marketing consent
    phone_marketing: 电话营销同意, 電話行銷同意, phone opt in, phone marketing consent
    post_marketing: 邮寄营销同意, 郵寄行銷同意, post opt in, postal marketing consent
    wechat_marketing: 微信营销同意, 微信行銷同意, wechat opt in
    consent_given_at: 同意日期, 同意时间, 授权日期, 同意時間, 授權日期, consent date,
        consent given at, opt in date
    consent_valid_until: 同意有效期, 同意有效期至, 同意有效期限, consent valid until, consent expiry
    consent_basis: 法律依据, 法律依據, legal basis, lawful basis
    consent_wording: 同意文本, 同意文字, consent wording, consent text
    consent_wording_version: 同意文本版本, consent version
    consent_reference: 同意凭证, 同意憑證, consent evidence
    do_not_contact: 请勿联系, 勿扰, 禁止联系, 請勿聯絡, 勿擾, 禁止聯絡, do not contact
    """
)
"""What somebody said about being contacted, in files about customers and contacts."""

_OPPORTUNITIES: Final[Names] = names_of(
    """
    external_id: 机会ID, 商机ID, 商机编号, 機會ID, 商機ID, opportunity id, deal id
    name: 产品名称, 商机名称, 機會名稱, 商機名稱, opportunity name, deal name, product
    stage: 阶段, 销售阶段, 階段, stage, sales stage
    amount: 预计金额, 金额, 預計金額, 金額, amount, expected amount, value
    close_on: 截止日期, 预计成交日期, 預計成交日期, close date, expected close
    """
)
OPPORTUNITIES: Final[Names] = {**OF_CUSTOMER, **_OPPORTUNITIES, "owner": CUSTOMERS["owner"]}
"""Only to recognise such files: these rows belong to sales."""

TELLING: Final[Names] = names_of(
    """
    customers: 客户名称, 公司名称, 客戶名稱, 公司名稱, customer name, company name, account name, 注册日期
    contacts: 联系人ID, 聯絡人ID, contact id, 姓名, last name, first name, full name, 出生日期
    interactions: 互动类型, 互动方式, 互動類型, 内容摘要, 內容摘要, interaction id, activity type
    opportunities: 机会ID, 商机ID, 機會ID, 預計金額, 预计金额, opportunity id, stage, sales stage
    """
)
"""Headers that only one kind of file has."""
