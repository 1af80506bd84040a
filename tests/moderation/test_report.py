"""Reports: by anyone, on anything that stands on the site for them."""

import pytest
from django.core.cache import cache

from moderation import forms
from moderation.models import Reason, Report
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patient(monkeypatch) -> None:
    """As if two seconds had passed; and no rate limit from before."""
    monkeypatch.setattr(forms, "QUICKEST", 0.0)
    cache.clear()


def url(entry):
    return f"/prijava-sadrzaja/{entry.pk}/"


def send(client, entry, slug="uvreda", **data):
    opened = client.get(url(entry)).context["form"].initial["opened"]
    return client.post(url(entry), {"reason": Reason.objects.get(slug=slug).pk, "words": "", "opened": opened, **data})


def test_a_visitor_reports_and_leaves_no_trace_but_the_words(client, published):
    response = client.get(url(published))
    valid(response)
    assert response["Cache-Control"] == "no-store"
    assert "Hvala Vam" in text_of(send(client, published, words="Vrijeđa komšije."))
    report = Report.objects.get()
    assert (report.by, report.words, report.reason.slug) == (None, "Vrijeđa komšije.", "uvreda")


def test_a_member_reports_once(client_of, member, published):
    for _ in range(2):
        assert "Hvala Vam" in text_of(send(client_of(member), published))
    assert Report.objects.count() == 1


def test_the_form_of_a_visitor_sent_twice_is_one_report(client, published):
    once = client.get(url(published)).context["form"]["once"].value()
    for _ in range(2):
        assert "Hvala Vam" in text_of(send(client, published, once=once, words="Vrijeđa komšije."))
    assert Report.objects.count() == 1
    send(client, published, once=client.get(url(published)).context["form"]["once"].value())
    send(client, published, once="x")
    assert Report.objects.count() == 3, "another visitor, another report"


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_one_may_not_see_is_not_there(client, client_of, member, newcomer, status):
    entry = factories.make_entry(newcomer, status=status)
    for one in (client, client_of(member)):
        assert one.get(url(entry)).status_code == 404
        assert one.post(url(entry), {}).status_code == 404


def test_nobody_reports_their_own(client_of, newcomer, published):
    assert client_of(newcomer).get(url(published)).status_code == 403


@pytest.mark.parametrize(
    ("slug", "data", "sentence"),
    [
        ("uvreda", {"reason": ""}, "Izaberite šta nije u redu."),
        ("uvreda", {"reason": "99999"}, "Izaberite šta nije u redu."),
        ("drugo", {}, "Recite u nekoliko riječi"),
        ("uvreda", {"words": "x" * 2001}, "najviše 2.000 znakova"),
        ("uvreda", {"website": "http://evil"}, "prebrzo"),
        ("uvreda", {"opened": ""}, "prebrzo"),
        ("uvreda", {"opened": "x:y:z"}, "prebrzo"),
    ],
)
def test_bad_input_is_said_and_writes_nothing(client, published, slug, data, sentence):
    assert sentence in send(client, published, slug, **data).content.decode()
    assert not Report.objects.exists()


def test_a_program_is_too_quick(client, published, monkeypatch):
    monkeypatch.setattr(forms, "QUICKEST", 60.0)
    assert "prebrzo" in text_of(send(client, published))
    assert not Report.objects.exists()


def test_a_flood_is_stopped(client, published, settings):
    settings.REPORT_RATE_LIMIT = "3/h/ip"
    codes = [send(client, published).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert "errbox" in send(client, published).content.decode()
    assert Report.objects.count() == 3


def test_the_page_of_a_practice_leads_there(client, newcomer, places):
    practice = factories.make_practice(newcomer, places=[places.jelah], status="published")
    assert f'href="{url(practice)}"' in client.get(practice.get_absolute_url()).content.decode()
