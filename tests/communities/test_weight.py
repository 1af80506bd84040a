"""How heavy the pages are on the wire, with the whole register as the project ships it."""

from __future__ import annotations

import re

import brotli
from django.db.models import Count
from django.db.models.functions import Length
from django.test import TestCase

from register.models import Community, Municipality
from tests.markup import valid
from tests.register_data import load_real_register

HTML = 14_000  # bytes as brotli sends them: what fits the first flight of packets
NODES = 900


class Weight(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_real_register()

    def weigh(self, address: str) -> None:
        for prefix in ("", "/sr"):
            with self.subTest(prefix + address):
                response = self.client.get(prefix + address)
                assert response.status_code == 200
                valid(response)
                html = response.content.decode()
                assert len(brotli.compress(response.content, quality=5)) <= HTML
                assert len(re.findall(r"<[a-z]", html)) <= NODES

    def test_home(self) -> None:
        self.weigh("/")

    def test_municipality_with_most_communities(self) -> None:
        largest = Municipality.objects.annotate(number=Count("communities")).order_by("-number")[0]
        assert largest.communities.count() > 60
        self.weigh(largest.get_absolute_url())

    def test_community_with_most_words(self) -> None:
        words = Length("settlements") + Length("notes") + Length("name")
        longest = Community.objects.with_places().order_by(words.desc())[0]
        assert len(longest.settlement_list) > 30
        self.weigh(longest.get_absolute_url())
        self.weigh(longest.get_absolute_url() + "za-stampu/")
