"""All networks and one of them: what everyone sees, what members see, who knows what."""

import pytest

from networks.models import Card, Topic
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]


@pytest.fixture
def known(network, coordinator, places):
    """What the member says of herself."""
    return Card.objects.create(
        network=network, person=coordinator, municipality=places.tesanj, function="koordinatorica",
        skills="Imovina mjesnih zajednica, katastar",
    )  # fmt: skip


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_all_networks(client, network, prefix):
    page = client.get(f"{prefix}/mreze/")
    valid(page)
    assert page.status_code == 200


def test_what_each_is_for(client, network, inside):
    page = text_of(client.get("/mreze/"))
    assert "Mreža koordinatora" in page
    assert "Da se iskustva čuju." in page
    assert "2 osobe" in page
    assert "Vi ste u mreži" not in page
    assert "Vi ste u mreži" in text_of(inside.get("/mreze/"))


def test_there_is_none_yet(client, db):
    page = client.get("/mreze/")
    valid(page)
    assert "Još nema nijedne mreže" in text_of(page)


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("who", ["client", "outside", "inside", "desk"])
def test_the_page(request, url, known, prefix, who):
    page = request.getfixturevalue(who).get(prefix + url)
    valid(page)
    assert page.status_code == 200


def test_a_network_that_is_not_there(client, network):
    assert client.get("/mreze/neka-druga/").status_code == 404


def test_visitors_see_numbers_and_whom_it_pleases(client, outside, url, known, leader):
    leader.mandate_set.update(name_since="2025-01-01")
    for browser in (client, outside):
        page = text_of(browser.get(url))
        assert "2 osobe" in page
        assert "iz 1 općine" in page
        assert "Vedrana Vodić" in page, "she wants it so"
        assert "Lejla Begić" not in page
        assert "Imovina" not in page
        assert "Samo za članove" not in page


def test_members_see_the_inside(inside, url, known):
    page = text_of(inside.get(url))
    assert "Samo za članove" in page


def test_who_knows_what(inside, url, known):
    page = text_of(inside.get(f"{url}clanovi/"))
    assert "Lejla Begić" in page
    assert "Vedrana Vodić" in page
    assert "Imovina mjesnih zajednica" in page


@pytest.mark.parametrize("typed", ["imovinu", "ИМОВИНА", "koordinatorica", "katastar imovina"])
def test_sought_by_what_one_knows(inside, url, known, typed):
    page = text_of(inside.get(f"{url}clanovi/", {"q": typed}))
    assert "Lejla Begić" in page
    assert "Vedrana Vodić" not in page


@pytest.mark.parametrize("typed", ["vodovod", "!!", "a" * 300])
def test_nobody_knows_it(inside, url, known, typed):
    page = inside.get(f"{url}clanovi/", {"q": typed})
    valid(page)
    assert "Lejla Begić" not in text_of(page)


def test_members_are_shown_to_members_alone(client, outside, url):
    assert client.get(f"{url}clanovi/").status_code == 302
    assert outside.get(f"{url}clanovi/").status_code == 403


def test_the_programme_by_years(client, network, url):
    rows = [(2025, 1, "Statuti", "mart"), (2026, 2, "Forumi", ""), (2026, 1, "Imovina", "u jesen")]
    for year, position, title, planned in rows:
        Topic.objects.create(network=network, year=year, position=position, title=title, planned=planned)
    page = text_of(client.get(url))
    assert (
        page.index("2026") < page.index("Imovina") < page.index("Forumi") < page.index("2025") < page.index("Statuti")
    )


@pytest.mark.parametrize("number", [1, 3])
def test_queries(client, inside, url, network, known, number, django_assert_num_queries):
    for one in range(number):
        user = factories.make_user(f"clan{one}@example.ba", name=f"Član {one}")
        factories.make_mandate(user, "network_member", network.organisation)
        Card.objects.create(network=network, person=user)
    client.get(url), inside.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    with django_assert_num_queries(13):
        inside.get(url)
    with django_assert_num_queries(6):
        inside.get(f"{url}clanovi/")
    with django_assert_num_queries(1):
        client.get("/mreze/")


def test_the_search_finds_it(client, network, desk, url):
    assert "Mreža koordinatora" in text_of(client.get("/pretraga/", {"q": "МРЕЖА КООРДИНАТОРА"}))
    desk.post(f"{url}uredi/", {"purpose": "O kanalizaciji.", "area": "", "joining": "open", "version": 1})
    assert "Mreža koordinatora" in text_of(client.get("/pretraga/", {"q": "kanalizacija"}))


def test_on_the_page_of_a_person_only_whom_it_pleases(client, inside, network, coordinator):
    profile = coordinator.profile
    profile.visibility = "everyone"
    profile.save()
    page = profile.get_absolute_url()
    assert "Mreža koordinatora" not in text_of(client.get(page))
    assert "Mreža koordinatora" in text_of(inside.get(page))
    coordinator.mandate_set.filter(role="network_member").update(name_since="2025-01-01")
    assert "Mreža koordinatora" in text_of(client.get(page))
