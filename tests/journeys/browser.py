"""A browser without JavaScript over a real connection: keeps cookies, follows redirects, and sends again what got no answer."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

PATIENCE = 30  # seconds


@dataclass
class Answer:
    """What `Person` looks at, as Django's test client gives it."""

    status_code: int
    content: bytes
    redirect_chain: list[tuple[str, int]] = field(default_factory=list)


class Browser:
    """In the place of Django's test client."""

    def __init__(self, port: int) -> None:
        self.site = f"http://localhost:{port}"
        self.opener = build_opener(HTTPCookieProcessor())
        self.again = 0  # times that something was sent once more

    def get(self, address: str, data: Any = None, **_options: Any) -> Answer:
        return self._send(f"{address}?{urlencode(data, doseq=True)}" if data else address)

    def post(self, address: str, data: dict[str, Any], **_options: Any) -> Answer:
        return self._send(address, urlencode(data, doseq=True).encode())

    def _send(self, address: str, body: bytes | None = None) -> Answer:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with self.opener.open(Request(self.site + address, body), timeout=20) as answer:  # noqa: S310 - our own
                    there = answer.geturl().removeprefix(self.site)
                    return Answer(answer.status, answer.read(), [] if there == address else [(there, 302)])
            except HTTPError as error:
                if error.code not in {502, 503} or time.monotonic() > end:
                    return Answer(error.code, error.read())
            except (URLError, OSError, http.client.HTTPException):
                if time.monotonic() > end:
                    raise
            self.again += 1
            time.sleep(0.3)
