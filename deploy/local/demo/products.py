"""What the demo company makes and what it costs: instruments, a bundle, price books in three currencies.

Products are known by their article number, books and taxes by their name, a price by its book and product.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from deploy.local.demo.door import Door, together
from deploy.local.demo.house import Say


class Article(NamedTuple):
    """A plain product and its list price in CNY."""

    sku: str
    name: str
    unit: str
    amount: int
    kind: str = "good"


VAT, SERVICES_VAT = ("增值税 13%", "13"), ("增值税 6%", "6")
ARTICLES: Final = [
    Article("LD-100", "激光测距仪 LD-100 Laser rangefinder", "台", 3_680),
    Article("VS-20", "振动传感器 VS-20 Vibration sensor", "个", 1_290),
    Article("TH-5", "温湿度变送器 TH-5 Humidity transmitter", "个", 460),
    Article("DL-8", "八通道数据记录仪 DL-8 Data logger", "台", 9_800),
    Article("CB-3", "屏蔽电缆 3 米 Shielded cable 3 m", "根", 85),
    Article("CB-10", "屏蔽电缆 10 米 Shielded cable 10 m", "根", 190),
    Article("PS-24", "24 V 电源 Power supply 24 V", "个", 320),
    Article("PE-1", "以太网供电模块 PoE module", "个", 540),
    Article("MK-R", "机架安装套件 Rack mounting kit", "套", 260),
    Article("MK-D", "桌面支架 Desk stand", "套", 180),
    Article("CAL-1", "年度校准 Yearly calibration", "次", 1_200, "service"),
    Article("TR-D", "现场培训 On-site training", "天", 4_500, "service"),
]
SPECTROMETER: Final = Article("SP-900", "星河光谱仪 SP-900 Spectrometer", "台", 128_000)
KIT: Final = Article("KIT-V", "振动监测套装 Vibration monitoring kit", "套", 0, "bundle")
STEPS: Final = (("1", Decimal(1)), ("10", Decimal("0.92")), ("50", Decimal("0.85")))
"""From this quantity on, so much of the list price."""
TERMS: Final = [{"months": 24, "percent": "5"}, {"months": 36, "percent": "8"}]
"""Whoever takes services for so long pays less."""
BOOKS: Final = (
    ("标准价目表", "CNY", True, Decimal(1)),
    ("重点客户价目表", "CNY", False, Decimal("0.88")),
    ("International list", "USD", True, Decimal("0.15")),
    ("臺灣價目表", "TWD", True, Decimal("4.6")),
)
"""Name, currency, whether it is the default, and what a list price is multiplied by."""
KEY_ACCOUNT: Final = "朗月半导体股份有限公司"


async def stock(admin: Door, say: Say) -> None:
    """Load taxes, products, books and prices; what is there stays as it is."""
    taxes = await _named(
        admin, "/api/sales/taxes", [{"name": name, "rate": rate} for name, rate in (VAT, SERVICES_VAT)]
    )
    products = {one["sku"]: one["id"] async for one in admin.each("/api/sales/products")}
    plain = [_product(one, taxes) for one in ARTICLES]
    made = await together(_made(admin, one) for one in plain if one["sku"] not in products)
    products |= {one["sku"]: one["id"] for one in made}
    for one in (_spectrometer(products, taxes), _kit(products, taxes)):
        if one["sku"] not in products:
            products[one["sku"]] = (await _made(admin, one))["id"]
    books = await _named(
        admin,
        "/api/sales/price-books",
        [{"name": name, "currency": currency, "is_default": default} for name, currency, default, _ in BOOKS],
    )
    await _prices(admin, products, books)
    await _give(admin, books[BOOKS[1][0]])
    say(f"{len(products)} products in {len(books)} price books")


async def _named(admin: Door, path: str, wanted: list[dict[str, Any]]) -> dict[str, str]:
    known = {one["name"]: one["id"] async for one in admin.each(path)}
    for body in wanted:
        if body["name"] not in known:
            known[body["name"]] = (await admin.post(path, body))["id"]
    return known


async def _made(admin: Door, body: Mapping[str, Any]) -> Any:
    return await admin.post("/api/sales/products", body)


def _product(one: Article, taxes: Mapping[str, str]) -> dict[str, Any]:
    tax = SERVICES_VAT if one.kind == "service" else VAT
    return {"sku": one.sku, "name": one.name, "unit": one.unit, "kind": one.kind, "tax_id": taxes[tax[0]]}


def _spectrometer(products: Mapping[str, str], taxes: Mapping[str, str]) -> dict[str, Any]:
    """Exactly one supply, one mounting at most, cables as needed; the rack kit needs the long cable."""

    def choices(*skus: str, most: int = 1) -> list[dict[str, Any]]:
        return [{"product_id": products[sku], "most": most} for sku in skus]

    supply = choices("PS-24", "PE-1")
    supply[0]["initially"] = True
    groups = [
        {"name": "供电 Power", "least": 1, "most": 1, "choices": supply},
        {"name": "安装 Mounting", "least": 0, "most": 1, "choices": choices("MK-R", "MK-D")},
        {"name": "电缆 Cables", "least": 0, "most": None, "choices": choices("CB-3", "CB-10", most=4)},
    ]
    rules = [
        {"option_id": products["MK-R"], "bond": "requires", "other_id": products["CB-10"]},
        {"option_id": products["PE-1"], "bond": "excludes", "other_id": products["MK-D"]},
    ]
    return _product(SPECTROMETER, taxes) | {"option_groups": groups, "option_rules": rules}


def _kit(products: Mapping[str, str], taxes: Mapping[str, str]) -> dict[str, Any]:
    parts = (("DL-8", 1), ("VS-20", 4), ("CB-10", 4), ("PS-24", 1))
    components = [{"product_id": products[sku], "quantity": str(quantity)} for sku, quantity in parts]
    return _product(KIT, taxes) | {"components": components}


async def _prices(admin: Door, products: Mapping[str, str], books: Mapping[str, str]) -> None:
    known = {(one["price_book_id"], one["product_id"]) async for one in admin.each("/api/sales/prices")}
    wanted = [
        _price(one, products[one.sku], books[name], factor)
        for name, _, default, factor in BOOKS
        for one in (*ARTICLES, SPECTROMETER)
        if default or one.kind == "good"  # services cost everybody the same
    ]
    missing = [one for one in wanted if (one["price_book_id"], one["product_id"]) not in known]
    await together(admin.post("/api/sales/prices", one) for one in missing)


def _price(one: Article, product_id: str, book_id: str, factor: Decimal) -> dict[str, Any]:
    steps = STEPS if one.kind == "good" else STEPS[:1]
    amounts = [
        {"from_quantity": quantity, "amount": str((one.amount * factor * part).quantize(Decimal("0.01")))}
        for quantity, part in steps
    ]
    terms = TERMS if one.kind == "service" else []
    return {"price_book_id": book_id, "product_id": product_id, "steps": amounts, "terms": terms}


async def _give(admin: Door, book_id: str) -> None:
    """The key account buys by its own book, and so does its daughter."""
    found = await admin.get("/api/customer/customers", q=KEY_ACCOUNT, limit=1)
    for one in found["items"]:
        await admin.put(f"/api/sales/price-books/{book_id}/customers/{one['id']}", None)
