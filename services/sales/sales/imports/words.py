"""Words in cells that stand for one of our values, in zh-CN, zh-TW and en."""

from typing import Final

from chassis.imports.headers import names_of
from libs.countries.words import named

STATUSES: Final = named(
    names_of(
        """
        new: 新建, 新线索, 新線索, 未处理, 未處理, 未联系, 未聯絡, open, open - not contacted, not contacted,
            attempted to contact, assigned
        working: 跟进中, 跟進中, 已联系, 已聯絡, 处理中, 處理中, in process, in progress, contacted,
            working - contacted, connected, open deal, contact in future
        qualified: 合格, 已确认, 已確認, 有效, qualified lead, pre-qualified
        disqualified: 无效, 無效, 不合格, 已关闭, 已關閉, 放弃, 放棄, unqualified, not qualified, dead,
            recycled, junk lead, lost lead, closed - not converted, bad timing
        converted: 已转化, 已轉化, 已转换, 已轉換, 已成交, closed - converted, customer
        """
    )
)
"""How leads stand."""
OUTCOMES: Final = named(
    names_of(
        """
        open: 进行中, 進行中, 跟进中, 跟進中, 未关闭, 未關閉, in progress, active
        won: 成交, 已成交, 赢单, 贏單, 已赢单, 签单, 簽單, closed won, closedwon, closed - won
        lost: 输单, 輸單, 丢单, 失败, 失敗, 未成交, 流失, 已关闭, 已關閉, 已放弃, 已放棄, closed lost,
            closedlost, closed - lost, abandoned
        """
    )
)
"""How deals end; files often have it where the stage stands."""
REASONS: Final = named(
    names_of(
        """
        price: 价格, 價格, 价格太高, 價格太高, 报价, 報價, too expensive, cost
        product: 产品, 產品, 功能, 产品不符, 產品不符, features, product fit
        service: 服务, 服務
        relationship: 关系, 關係, 客情
        timing: 时机, 時機, 时间, 時間, bad timing
        competitor: 竞争对手, 競爭對手, 竞品, 競品, 对手, 對手, lost to competitor, competition
        budget: 预算, 預算, 没有预算, 沒有預算, no budget, lost funding
        no_decision: 未决策, 未決策, 项目取消, 專案取消, 项目暂停, 專案暫停, no decision, project cancelled,
            no longer interested
        contact_lost: 失联, 失聯, 联系不上, 聯絡不上, no response, unresponsive
        other: 其他, 其它, else
        """
    )
)
"""Why they ended so."""
