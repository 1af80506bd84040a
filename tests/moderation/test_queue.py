"""The queue: who sits there, what waits, in what order, and what is not shown."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from content.models import Entry
from moderation import claims
from moderation.models import Look, Reason, Report
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
URL = "/moderacija/"


def report_on(entry, **fields):
    return Report.objects.create(entry=entry, reason=Reason.objects.filter(use="report").first(), **fields)


def titles(client, query=""):
    return [str(row.entry or row.claim) for row in client.get(URL + query).context["page"]]


def test_who_may_sit_there(client, client_of, member, coordinator, moderator, admin):
    assert client.get(URL)["Location"] == f"/prijava/?next={URL}"
    assert client_of(member).get(URL).status_code == 404
    assert client_of(coordinator).get(URL).status_code == 404
    assert client_of(moderator).get(URL).status_code == 200
    assert client_of(admin).get(URL)["Location"] == "/nalog/dvostruka-potvrda/", "without the second factor"


def test_the_oldest_first_whatever_it_is(client_of, moderator, newcomer, member, places):
    young = factories.make_entry(newcomer, title="Mlada", status="pending")
    old = factories.make_entry(newcomer, title="Stara", status="pending")
    Entry.objects.filter(pk=old.pk).update(submitted=timezone.now() - timedelta(days=8))
    shown = factories.make_entry(newcomer, title="Prijavljena", status="published")
    Report.objects.filter(pk=report_on(shown).pk).update(at=timezone.now() - timedelta(days=1))
    client = client_of(moderator)
    assert titles(client) == ["Stara", "Prijavljena", "Mlada"]
    assert titles(client, "?vrsta=reported") == ["Prijavljena"]
    assert titles(client, "?vrsta=new") == ["Stara", "Mlada"]
    response = client.get(URL)
    valid(response)
    assert "kasni" in text_of(response)
    assert young.title in text_of(response)


def test_claimed_roles_wait_too(client_of, moderator, newcomer, places):
    claims.make(newcomer, uuid4(), role="secretary", starts=date(2024, 1, 1), community=places.jelah)
    client = client_of(moderator)
    assert titles(client, "?vrsta=mandate") == ["sekretar/ka, MZ Jelah, Općina Tešanj"]
    assert client.get(client.get(URL).context["page"][0].url).status_code == 200


def test_what_is_not_theirs_to_decide_is_not_there(client_of, moderator, newcomer, places):
    factories.make_entry(moderator, title="Svoja", status="pending")
    factories.make_entry(newcomer, title="Nacrt")
    withdrawn = factories.make_entry(newcomer, title="Povučena", status="pending")
    Entry.objects.filter(pk=withdrawn.pk).update(withdrawn=timezone.now())
    factories.make_entry(
        newcomer, title="Tuđa mreža", status="pending", audience="organisation", organisation=places.savez
    )
    assert titles(client_of(moderator)) == []
    assert "Ništa ne čeka" in text_of(client_of(moderator).get(URL))


def test_who_is_looking_is_shown(client_of, moderator, colleague, waiting):
    Look.objects.take(waiting, colleague)
    assert "gleda: Azra Delić" in text_of(client_of(moderator).get(URL))


def test_markup_in_every_field_is_text(client_of, moderator, newcomer):
    newcomer.profile.display_name = "Novi"
    entry = factories.make_entry(newcomer, title='"><svg/onload=alert(1)>', lead="<img src=x>", status="published")
    report_on(entry, words="<script>alert(1)</script>")
    client = client_of(moderator)
    for page in (client.get(URL), client.get(f"{URL}{entry.pk}/")):
        text = page.content.decode()
        assert "<svg/onload" not in text
        assert "<img src=x" not in text
        assert "<script>alert" not in text


@pytest.mark.parametrize("query", ["?vrsta=x", "?page=x", "?page=99", "?vrsta=new&page=-1", "?vrsta=hidden"])
def test_strange_queries_are_harmless(client_of, moderator, waiting, query):
    assert client_of(moderator).get(URL + query).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client_of, moderator, newcomer, rows, django_assert_max_num_queries):
    for number in range(rows):
        factories.make_entry(newcomer, title=f"Praksa {number}", status="pending")
    client = client_of(moderator)
    client.get(URL)
    with django_assert_max_num_queries(17):
        client.get(URL)
