"""The page of a person: for whom it is, what stands on it, and how it is reached."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Mandate, Profile
from accounts.policy import can_see_person
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def show(user, visibility, **values):
    Profile.objects.filter(pk=user.pk).update(visibility=visibility, **values)
    user.refresh_from_db()
    return user.profile.get_absolute_url()


@pytest.mark.parametrize(
    ("visibility", "visitor", "stranger"), [("nobody", 404, 404), ("members", 404, 200), ("everyone", 200, 200)]
)
def test_for_whom_it_is(client, client_of, member, neighbour, visibility, visitor, stranger):
    url = show(member, visibility)
    assert client.get(url).status_code == visitor
    assert client_of(neighbour).get(url).status_code == stranger
    assert can_see_person(neighbour, member) is (stranger == 200)
    assert client_of(member).get(url).status_code == 200


def test_the_default_is_nobody(newcomer):
    assert newcomer.profile.visibility == "nobody"


def test_a_closed_account_has_no_page(client, member):
    url = show(member, "everyone")
    member.is_active = False
    member.save()
    assert client.get(url).status_code == 404


def test_what_stands_on_it(client, member, places):
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.make_mandate(member, "secretary", places.kalosevic, starts=date(2016, 1, 1), ends=yesterday)
    factories.make_mandate(member, "council_member", places.klasnice, confirmed_on=None)
    factories.make_mandate(member, "moderator")
    shown = factories.make_practice(member, places=[places.jelah], title="Lampe", status="published")
    factories.make_practice(member, title="Nacrt o klupama")
    factories.make_practice(member, title="Za članove", audience="members", status="published")
    url = show(member, "everyone", about="Predsjednica od 2024.\n\n<script>alert(1)</script>")
    page = client.get(url)
    valid(page)
    text = text_of(page)
    for words in ("Amra Hodžić", "Jelah", "Kaloševići", "Lampe", "Predsjednica od 2024."):
        assert words in text, words
    for hidden in ("Klašnice", "moderator", "Nacrt", "Za članove", member.email):
        assert hidden not in text, hidden
    assert "<script>alert" not in page.content.decode()
    assert f'href="{shown.get_absolute_url()}"' in page.content.decode()
    assert "Амра Хоџић" in text_of(client.get("/sr" + url))


def test_a_wrong_slug_leads_to_the_right_one(client, member):
    url = show(member, "everyone")
    response = client.get(f"/osobe/{member.pk}-x/")
    assert (response.status_code, response["Location"]) == (301, url)


def test_authors_are_linked_where_their_page_may_be_seen(client, client_of, member, neighbour, places):
    practice = factories.make_practice(member, places=[places.jelah], status="published")
    factories.make_comment(member, practice, body="Hvala svima.")
    for visibility, visitor, signed_in in (("nobody", 0, 0), ("members", 0, 2), ("everyone", 2, 2)):
        link = f'href="{show(member, visibility)}"'
        assert client.get(practice.get_absolute_url()).content.decode().count(link) == visitor, visibility
        assert client_of(neighbour).get(practice.get_absolute_url()).content.decode().count(link) == signed_in


def test_the_choice_is_made_in_the_profile(client, client_of, newcomer):
    values = {"display_name": "Novi Član", "form_of_address": "n", "language": "bs", "municipality": ""}
    client_of(newcomer).post("/nalog/profil/", values | {"visibility": "everyone", "about": "Pišem o rasvjeti."})
    newcomer.refresh_from_db()
    assert "Pišem o rasvjeti." in text_of(client.get(newcomer.profile.get_absolute_url()))
    too_long = client_of(newcomer).post("/nalog/profil/", values | {"visibility": "everyone", "about": "x" * 700})
    assert too_long.status_code == 200
    assert not Mandate.objects.filter(user=newcomer).exists()


@pytest.mark.parametrize("rows", [1, 4])
def test_it_costs_the_same_with_more_rows(client, member, places, rows, django_assert_max_num_queries):
    for number in range(rows):
        factories.make_practice(member, places=[places.jelah], title=f"Praksa {number}", status="published")
    url = show(member, "everyone")
    client.get(url)
    with django_assert_max_num_queries(4):
        client.get(url)
