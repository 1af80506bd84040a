"""Addresses and forms of claims and of the coordinator's record, for the tests of their views."""

import re

from register.models import Figure, Indicator
from tests.markup import valid

START = "/nalog/mandat/"
SENT = {"role": "president", "starts": "2024", "ends": "", "words": "Izabrana u martu.", "once": ""}
FIGURE = {"value": "1.250", "year": "2024", "source": "Općina Tešanj, izvještaj", "source_url": ""}
PARTS = ("", "podaci/", "kontakti/", "brojke/population/", "naziv/", "zatvaranje/")


def mz(community):
    return f"{START}mz/{community.pk}/"


def answer_url(claim):
    return f"/koordinator/mandati/{claim.pk}/"


def url(community, part=""):
    return f"/koordinator/mz/{community.pk}/{part}"


def seen(client, address):
    page = client.get(address)
    valid(page)
    return re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]


def sent(client, address, **values):
    return client.post(address, values | {"seen": seen(client, address)})


def figure(code, place, value, year=2024):
    names = {f"name_{language}": code for language in ("bs", "hr", "sr", "en")}
    indicator, _made = Indicator.objects.get_or_create(code=code, defaults={"unit": "osoba", "group": "ljudi", **names})
    return Figure.objects.create(community=place, indicator=indicator, value=value, year=year, source="Općina")
