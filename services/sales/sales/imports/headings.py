"""What columns are called in the files people have, in zh-CN, zh-TW and en: lists of their own, and what
Salesforce, HubSpot, Zoho, EspoCRM and vCards write.

Case, spaces and what stands in brackets do not count; the first column of a name is taken.
"""

from typing import Final

from chassis.imports.headers import Names, names_of

LEADS: Final[Names] = names_of(
    """
    external_id: 线索ID, 线索编号, 線索ID, 線索編號, 潛在客戶ID, 联系人ID, 聯絡人ID, lead id, record id,
        record id contact, contact id, external id, id
    name: 姓名, 联系人, 联系人姓名, 线索姓名, 聯絡人, 聯絡人姓名, 線索姓名, name, full name, contact name,
        contact, lead name
    family_name: 姓, 姓氏, last name, family name, surname
    given_name: 名, 名字, first name, given name
    title: 职位, 职务, 職位, 職稱, 職務, title, job title, position
    company: 公司, 公司名称, 企业名称, 单位, 单位名称, 客户名称, 公司名稱, 企業名稱, 單位, 客戶名稱,
        company, company name, account name, account, organization, associated company
    email: 邮箱, 电子邮箱, 电子邮件, 邮件, 電郵, 電子郵件, 電子信箱, 郵箱, email, mail, e-mail,
        email address, 邮箱2, 其他邮箱, 其他郵箱, other email, email 2, secondary email, work email
    phone: 电话, 联系电话, 办公电话, 公司电话, 電話, 聯絡電話, 辦公電話, 公司電話, phone, phone number,
        telephone, tel, work phone, 手机, 手机号, 手机号码, 手機, 手機號碼, 行動電話, mobile, mobile phone,
        mobile phone number, cell, 其他电话, 其他電話, other phone, phone 2
    website: 网址, 网站, 官网, 網址, 網站, website, website url, web, url
    country: 国家, 国家地区, 國家, 國家地區, country, country/region, address country
    region: 省份, 省, 省市, 州省, 省份地區, 縣市, province, state, region, state/region, address state
    city: 城市, 市, 所在城市, city, town, address city
    postcode: 邮编, 邮政编码, 郵遞區號, 郵編, postcode, postal code, zip, zip code, address postal code
    street: 地址, 详细地址, 公司地址, 詳細地址, address, street, street address, address street
    language: 语言, 語言, language, preferred language
    source: 来源, 线索来源, 客户来源, 來源, 線索來源, 潛在客戶來源, 客戶來源, source, lead source,
        original source
    campaign: 市场活动, 活动, 活动名称, 市場活動, 活動, 活動名稱, campaign, campaign name
    message: 备注, 描述, 说明, 留言, 需求, 備註, 說明, notes, description, message, remarks, comment
    status: 状态, 线索状态, 狀態, 線索狀態, 潛在客戶狀態, status, lead status
    reason: 无效原因, 关闭原因, 無效原因, 關閉原因, reason, unqualified reason, disqualification reason
    owner: 负责人, 所有人, 业务员, 跟进人, 負責人, 擁有者, 業務員, 跟進人, owner, lead owner, contact owner,
        record owner, sales rep, assigned to, assigned user
    by_rules: 按规则分配, 自动分配, 按規則分配, 自動分配, assign by rules
    """
)
OPPORTUNITIES: Final[Names] = names_of(
    """
    external_id: 机会ID, 机会编号, 商机ID, 商机编号, 機會ID, 機會編號, 商機ID, 商機編號, opportunity id,
        deal id, record id, record id deal, external id, id
    name: 机会名称, 商机名称, 项目名称, 機會名稱, 商機名稱, 專案名稱, opportunity name, deal name,
        opportunity, deal, name
    product: 产品名称, 产品, 產品名稱, 產品, product, product name
    customer_external_id: 客户ID, 客户编码, 客戶ID, 客戶編碼, customer id, account id, company id,
        associated company id
    customer_number: 客户编号, 客戶編號, customer number, account number
    customer_name: 客户名称, 公司名称, 客户, 公司, 客戶名稱, 公司名稱, 客戶, customer name, company name,
        customer, company, account name, account, associated company, organization
    pipeline: 销售管道, 销售流程, 管道, 銷售管道, 銷售流程, pipeline, sales process
    stage: 阶段, 销售阶段, 商机阶段, 階段, 銷售階段, 商機階段, stage, sales stage, deal stage,
        pipeline stage
    status: 状态, 商机状态, 狀態, 商機狀態, status, deal status
    amount: 预计金额, 金额, 商机金额, 預計金額, 金額, 商機金額, amount, expected amount, value, deal value,
        opportunity amount
    currency: 币种, 货币, 幣別, 貨幣, currency, currency code, amount currency, opportunity currency
    probability: 概率, 成交概率, 赢单率, 可能性, 機率, 成交機率, 贏單率, probability, deal probability
    expected_close_on: 截止日期, 预计成交日期, 预计签约日期, 預計成交日期, 預計簽約日期, close date,
        closing date, expected close, expected close date
    closed_on: 成交日期, 实际成交日期, 关闭日期, 實際成交日期, 關閉日期, closed on, closed date,
        actual close date
    reason: 赢单原因, 输单原因, 丢单原因, 关闭原因, 贏單原因, 輸單原因, 關閉原因, reason, won reason,
        lost reason, loss reason, closed won reason, closed lost reason
    next_step: 下一步, 下一步计划, 后续行动, 下一步計劃, 後續行動, next step, next action
    next_step_on: 下次跟进日期, 跟进日期, 下次跟進日期, 跟進日期, next step date, next activity date
    source: 来源, 商机来源, 來源, 商機來源, source, lead source, deal source
    description: 备注, 描述, 说明, 備註, 說明, notes, description, deal description, remarks, comment
    competitors: 竞争对手, 競爭對手, competitors, competitor, main competitors
    owner: 负责人, 所有人, 业务员, 销售, 負責人, 擁有者, 業務員, owner, deal owner, opportunity owner,
        sales rep, assigned to, assigned user
    """
)
TELLING: Final[Names] = names_of(
    """
    leads: 线索ID, 线索来源, 线索状态, 線索ID, 線索來源, 線索狀態, 潛在客戶ID, 潛在客戶來源, lead id,
        lead status, lead owner, first name, last name, 姓名
    opportunities: 机会ID, 商机ID, 機會ID, 商機ID, 预计金额, 預計金額, 阶段, 销售阶段, 階段, opportunity id,
        deal id, deal name, opportunity name, stage, sales stage, deal stage, closing date, close date
    """
)
"""Headers that only one kind of file has."""
