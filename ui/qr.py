"""QR codes as the data of one SVG path, so that a template can draw them without a file and without inline styles."""

from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings


@dataclass(frozen=True)
class QrCode:
    """The dark modules as one path, in units of a module, with the quiet zone around them."""

    path: str
    size: int


QUIET = 4


def qr_code(text: str) -> QrCode:
    """Error correction M, so that a wet or torn sheet can still be read."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    runs = []
    for y, row in enumerate(code.matrix):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append(f"M{start + QUIET} {y + QUIET}h{x - start}v1h-{x - start}z")
                start = None
    return QrCode("".join(runs), len(code.matrix) + 2 * QUIET)


def to_scan(path: str) -> dict[str, Any]:
    """What `layout/sheet.html` needs of the page that it leads to."""
    address = settings.SITE_URL + path
    return {"page_url": path, "address": address, "qr": qr_code(address)}
