"""Claiming a mandate and answering a claim, over HTTP and without JavaScript."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Claim, Mandate
from moderation.models import Decision
from register.models import Community, Figure, Indicator
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
START = "/nalog/mandat/"
SENT = {"role": "president", "starts": "2024", "ends": "", "words": "Izabrana u martu.", "once": ""}


def mz(community):
    return f"{START}mz/{community.pk}/"


@pytest.fixture
def claim(newcomer, client_of, coordinator, places):
    client_of(newcomer).post(mz(places.jelah), SENT)
    return Claim.objects.get()


def answer_url(claim):
    return f"/koordinator/mandati/{claim.pk}/"


def test_a_visitor_signs_in_first(client, places):
    for url in (START, f"{START}nova/", mz(places.jelah), "/koordinator/", "/koordinator/mandati/1/"):
        assert client.get(url)["Location"] == f"/prijava/?next={url}"


@pytest.mark.parametrize("typed", ["jelah", "Јелах Тешањ", "JELAH"])
def test_found_by_name_in_either_script(client_of, newcomer, places, typed):
    response = client_of(newcomer).get(START, {"q": typed})
    valid(response)
    assert f'href="{mz(places.jelah)}"' in response.content.decode()


def test_nothing_found_leads_on(client_of, newcomer, places):
    response = client_of(newcomer).get(START, {"q": "<b>nema"})
    assert "Ništa nije nađeno za „<b>nema“" in text_of(response)
    assert f'href="{START}nova/"' in response.content.decode()


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
    for words in ("Odaberite svoju ulogu.", "Izabrana u martu.", "juče"):
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


def test_a_community_that_the_register_does_not_have(client_of, newcomer, coordinator, places):
    client = client_of(newcomer)
    valid(client.get(f"{START}nova/"))
    sent = SENT | {"municipality": places.tesanj.pk, "name": "MZ Gornja Vrela"}
    client.post(f"{START}nova/", sent)
    claim = Claim.objects.get()
    assert claim.proposed_name == "Gornja Vrela"
    desk = client_of(coordinator)
    assert "još nije na listi" in text_of(desk.get("/koordinator/"))
    valid(desk.get(answer_url(claim)))
    response = desk.post(
        answer_url(claim), {"confirm": "1", "name": "Vrela Gornja", "source_url": "kriva adresa", "community": ""}
    )
    assert "Upišite cijelu adresu" in text_of(response)
    assert not Mandate.objects.filter(user=newcomer).exists()
    desk.post(
        answer_url(claim), {"confirm": "1", "name": "Vrela Gornja", "source_url": "https://tesanj.ba/", "community": ""}
    )
    assert Mandate.objects.get(user=newcomer).community == Community.objects.get(slug="vrela-gornja")


def test_what_is_on_the_list_is_offered_instead(client_of, newcomer, places):
    sent = SENT | {"municipality": places.tesanj.pk, "name": "ЈЕЛАХ"}
    response = client_of(newcomer).post(f"{START}nova/", sent)
    valid(response)
    assert "Ova mjesna zajednica je već na listi." in text_of(response)
    assert f'href="{mz(places.jelah)}"' in response.content.decode()
    assert not Claim.objects.exists()


def test_refused_with_a_reason_that_the_person_reads(client_of, claim, newcomer, coordinator):
    desk = client_of(coordinator)
    response = desk.post(answer_url(claim), {"refuse": "1", "refuse-words": " "})
    valid(response)
    assert not Decision.objects.exists()
    desk.post(answer_url(claim), {"refuse": "1", "refuse-words": "U odluci stoji drugo ime."})
    assert "U odluci stoji drugo ime." in text_of(client_of(newcomer).get(START))
    assert not Mandate.objects.filter(user=newcomer).exists()


def test_the_second_to_answer_sees_the_first_and_keeps_the_words(client_of, claim, coordinator, places):
    colleague = factories.make_user("k3@example.ba")
    factories.make_mandate(colleague, "coordinator", places.tesanj)
    client_of(coordinator).post(answer_url(claim), {"confirm": "1"})
    response = client_of(colleague).post(answer_url(claim), {"refuse": "1", "refuse-words": "Ne znam ovu osobu."})
    assert response.status_code == 409
    valid(response)
    assert "Lejla Begić" in text_of(response)
    assert "Ne znam ovu osobu." in response.content.decode()


def test_what_is_not_theirs_is_not_there(client_of, claim, newcomer, member, neighbour, moderator, places):
    """Nobody but the coordinator of that municipality and moderators; without the second factor not even these."""
    elsewhere = factories.make_user("k2@example.ba")
    factories.make_mandate(elsewhere, "coordinator", places.laktasi)
    for user in (newcomer, member, neighbour, elsewhere, moderator):
        client = client_of(user)
        assert client.get(answer_url(claim)).status_code == 404, user
        assert client.post(answer_url(claim), {"confirm": "1"}).status_code == 404, user
        assert client.post(f"{START}{claim.pk}/povlacenje/").status_code == (302 if user == newcomer else 404), user
    assert not Mandate.objects.filter(user=newcomer).exists()


def test_the_workspace_is_for_coordinators_and_shows_their_own_alone(client_of, coordinator, member, admin, places):
    for user in (member, admin):
        assert client_of(user).get("/koordinator/").status_code == 404
    response = client_of(coordinator).get("/koordinator/")
    valid(response)
    assert "Jelah" in text_of(response)
    assert "Klašnice" not in text_of(response)
    assert "Klašnice" not in text_of(client_of(coordinator).get("/koordinator/?jls=laktasi"))


@pytest.mark.parametrize("rows", [1, 4])
def test_the_workspace_costs_the_same_with_more_rows(
    client_of, coordinator, newcomer, places, rows, django_assert_num_queries
):
    for number in range(rows):
        there = factories.make_community(f"Selo {number}", places.tesanj)
        soon = timezone.localdate() + timedelta(days=9)
        factories.make_mandate(factories.make_user(), "secretary", there, ends=soon)
        client_of(factories.make_user()).post(mz(there), SENT)
    client = client_of(coordinator)
    client.get("/koordinator/")
    with django_assert_num_queries(8):
        client.get("/koordinator/")


# -- names and counts on the page of the community ---------------------------------------------------------------------


def page_of_jelah(client):
    return text_of(client.get("/mjesne-zajednice/tesanj/jelah/"))


def test_names_only_with_consent(client, client_of, member, places):
    assert "Amra Hodžić" not in page_of_jelah(client)
    assert "Još 1 osoba s potvrđenom ulogom, bez imena" in page_of_jelah(client)
    mandate = member.mandate_set.get()
    url = f"{START}{mandate.pk}/ime/"
    client_of(member).post(url, {"show": "1"})
    assert "Amra Hodžić" in page_of_jelah(client)
    client_of(member).post(url)
    assert "Amra Hodžić" not in page_of_jelah(client)


def test_nobody_consents_for_somebody_else(client_of, member, neighbour, coordinator):
    url = f"{START}{member.mandate_set.get().pk}/ime/"
    for user in (neighbour, coordinator):
        assert client_of(user).post(url, {"show": "1"}).status_code == 404
    assert member.mandate_set.get().name_since is None


def test_former_and_closed_ones_are_not_shown(client, member, places):
    mandates = Mandate.objects.filter(user=member)
    mandates.update(name_since=date(2025, 1, 1), ends=timezone.localdate() - timedelta(days=1))
    assert "Amra Hodžić" not in page_of_jelah(client)
    mandates.update(ends=None)
    assert "Amra Hodžić" in page_of_jelah(client)
    member.is_active = False
    member.save()
    assert "Amra Hodžić" not in page_of_jelah(client)


def figure(code, place, value, year=2024):
    names = {f"name_{language}": code for language in ("bs", "hr", "sr", "en")}
    indicator, _made = Indicator.objects.get_or_create(code=code, defaults={"unit": "osoba", "group": "ljudi", **names})
    return Figure.objects.create(community=place, indicator=indicator, value=value, year=year, source="Općina")


def test_women_and_vacant_seats_are_computed(client, places):
    figure("council_members", places.jelah, 9)
    women = figure("council_women", places.jelah, 3)
    figure("council_seats", places.jelah, 11)
    page = page_of_jelah(client)
    assert "Žene u savjetu: 3 od 9 (33 %)" in page
    assert "2 mjesta su upražnjena." in page
    Figure.objects.filter(pk=women.pk).update(year=2020)
    assert "od 9 (" not in page_of_jelah(client), "numbers of different years are not put together"


def test_groups_under_five_are_not_shown(client, places):
    figure("council_members", places.jelah, 4)
    figure("council_women", places.jelah, 1)
    assert "Žene u savjetu: 1" not in page_of_jelah(client)
