"""What somebody is in a local community of the register, and since when."""

import re
from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Claim, Mandate
from tests.communities.desk import SENT, START, answer_url, mz
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def test_from_the_form_to_the_mandate(client_of, newcomer, coordinator, places):
    client = client_of(newcomer)
    page = client.get(mz(places.jelah))
    valid(page)
    once = re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]
    for _twice in range(2):
        assert client.post(mz(places.jelah), SENT | {"once": once, "ends": "12. 2028.", "name_public": "on"})[
            "Location"
        ]
    claim = Claim.objects.get()
    assert (claim.starts, claim.ends, claim.name_public) == (date(2024, 1, 1), date(2028, 12, 31), True)
    assert "čeka potvrdu" in text_of(client.get(START))
    assert "MZ Jelah" in text_of(client.get("/nalog/"))
    assert "Vaša uloga još nije potvrđena" in text_of(client.get("/"))

    desk = client_of(coordinator)
    assert "1 prijavljena uloga čeka Vas" in text_of(desk.get("/"))
    assert "Novi Član" in text_of(desk.get("/koordinator/"))
    page = desk.get(answer_url(claim))
    valid(page)
    assert "Izabrana u martu." in text_of(page)
    assert desk.post(answer_url(claim), {"confirm": "1"})["Location"] == "/koordinator/"
    mandate = Mandate.objects.get(user=newcomer)
    assert mandate.name_since == timezone.localdate()
    assert "Novi Član" in text_of(client.get("/mjesne-zajednice/tesanj/jelah/"))


def test_what_is_missing_is_said_and_nothing_is_stored(client_of, newcomer, places):
    response = client_of(newcomer).post(mz(places.jelah), SENT | {"role": "moderator", "starts": "juče"})
    valid(response)
    for words in ("Izaberite svoju ulogu.", "Izabrana u martu.", "juče"):
        assert words in response.content.decode()
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("", "", "Napišite od kada"),
        ("2024", "2023", "Posljednji dan mora biti nakon prvog."),
        ("2015", "2019", "Taj mandat je istekao."),
        ("2024", "2999", "Ta godina je predaleko."),
        ("31. 2. 2024.", "", "Takav datum ne postoji."),
    ],
)
def test_days_that_cannot_be(client_of, newcomer, places, starts, ends, words):
    response = client_of(newcomer).post(mz(places.jelah), SENT | {"starts": starts, "ends": ends})
    assert words in text_of(response)
    assert not Claim.objects.exists()
