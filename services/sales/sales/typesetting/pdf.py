"""Making the PDF of a document.

What people wrote goes to the template as data, in one JSON string: it is shown as it is, whatever it looks
like.
"""

from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson
import typst
from anyio import CapacityLimiter, to_thread

from libs.package_data import data_folder

TEMPLATE: Final = Path(__file__).with_name("document.typ")
AT_ONCE: Final = CapacityLimiter(2)
"""Documents that one process makes at the same time; others wait their turn."""


async def made(said: dict[str, Any]) -> bytes:
    """The document, beside what else the process does."""
    return await to_thread.run_sync(pdf, said, limiter=AT_ONCE)


def pdf(said: dict[str, Any]) -> bytes:
    """The document; the same content at the same moment is the same file."""
    made = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"said": orjson.dumps(said).decode()},
        font_paths=fonts(),
        ignore_system_fonts=True,
        timestamp=said["made_at"],
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was expected")
    return made


@cache
def fonts() -> typst.Fonts:
    """Those that documents are set in, and no others: Noto, and Typst's own for Arabic and Hebrew letters."""
    folder = str(data_folder("noto_cjk_sans_otc"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
