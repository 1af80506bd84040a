"""The directory of the whole register as the project ships it."""

from __future__ import annotations

from typing import Any

from django.test import TestCase

from tests.markup import text_of
from tests.register_data import load_real_register


class RealRegister(TestCase):
    """145 municipalities and 1,577 local communities, loaded once for the tests of a class."""

    client: Any  # its responses have more than HttpResponse knows

    @classmethod
    def setUpTestData(cls) -> None:
        load_real_register()

    def names(self, **asked: str) -> list[str]:
        """The names that the first page lists, in their order."""
        response = self.client.get("/mjesne-zajednice/", asked)
        return [row["label"] for row in response.context["rows"]]

    def municipalities(self, typed: str) -> list[str]:
        """The municipalities that stand above the list."""
        return [
            str(one) for one, _place, _count in self.client.get("/mjesne-zajednice/", {"q": typed}).context["named"]
        ]

    def page(self, query: str = "", prefix: str = "") -> str:
        """The text of the directory."""
        response = self.client.get(f"{prefix}/mjesne-zajednice/{query}")
        assert response.status_code == 200, response.status_code
        return text_of(response)
