"""Moderation in Django admin: ready reasons are edited there, entries are moved by the desk's own actions."""

import pytest

from content.models import Entry, Theme
from moderation.models import Decision, Reason, Report
from tests import factories

pytestmark = pytest.mark.django_db
ENTRIES = "/upravljanje/content/entry/"


@pytest.fixture
def desk(client_of, moderator):
    return client_of(moderator)


def move(client, action, *entries):
    return client.post(ENTRIES, {"action": action, "_selected_action": [entry.pk for entry in entries]})


def test_pages(desk, waiting, staff_client_of, admin):
    for page in (
        "content/entry/",
        "content/theme/",
        "moderation/decision/",
        "moderation/reason/",
        "moderation/report/",
    ):
        assert desk.get(f"/upravljanje/{page}").status_code == 200, page
    page = desk.get(f"{ENTRIES}{waiting.pk}/change/")
    assert f'href="/moderacija/{waiting.pk}/"' in page.content.decode()
    assert desk.get(f"{ENTRIES}add/").status_code == 403
    client = staff_client_of(admin)
    for page in (
        f"content/theme/{Theme.objects.first().pk}/change/",
        f"moderation/reason/{Reason.objects.first().pk}/change/",
    ):
        assert client.get(f"/upravljanje/{page}").status_code == 200, page


def test_an_administrator_edits_a_ready_reason(staff_client_of, admin):
    reason = Reason.objects.filter(use="return").first()
    url = f"/upravljanje/moderation/reason/{reason.pk}/change/"
    client = staff_client_of(admin)
    form = client.get(url).context["adminform"].form
    data = {name: form.initial.get(name) or "" for name in form.fields} | {"words_bs": "Dopišite ko je platio."}
    assert client.post(url, data).status_code == 302
    assert Reason.objects.get(pk=reason.pk).words_bs == "Dopišite ko je platio."


def test_drafts_of_others_are_nobodys_business(desk, draft):
    assert draft.title not in desk.get(ENTRIES).content.decode()
    assert desk.get(f"{ENTRIES}{draft.pk}/change/").status_code == 302


def test_published_by_the_same_action(desk, moderator, waiting, draft):
    assert move(desk, "publish", waiting, draft)["Location"] == ENTRIES
    assert Entry.objects.get(pk=waiting.pk).status == "published"
    assert Decision.objects.get(entry=waiting).by == moderator
    assert Entry.objects.get(pk=draft.pk).status == "draft"


def test_not_ones_own(desk, moderator):
    own = factories.make_entry(moderator, status="pending")
    move(desk, "publish", own)
    assert Entry.objects.get(pk=own.pk).status == "pending"


def test_what_was_reported_may_stay(desk, published):
    Report.objects.create(entry=published, reason=Reason.objects.filter(use="report").first())
    move(desk, "keep", published)
    assert not Report.objects.open().exists()
    assert Decision.objects.about(published).first().outcome == "kept"


def test_decisions_are_not_changed_here(desk, waiting, moderator):
    move(desk, "publish", waiting)
    decision = Decision.objects.get(entry=waiting)
    url = f"/upravljanje/moderation/decision/{decision.pk}/"
    assert desk.post(f"{url}change/", {"words": "x"}).status_code == 403
    assert desk.post(f"{url}delete/", {"post": "yes"}).status_code == 403


def test_members_find_nothing_there(client_of, member):
    assert client_of(member).get(ENTRIES).status_code == 404
