"""A training that is kept as a draft: who sees it, what it lacks and may lack, how it is announced, how it goes."""

from datetime import date

import pytest

from accounts.models import Mandate
from content.models import Entry
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.announcing import day, typed
from trainings import actions
from trainings.models import Training

pytestmark = pytest.mark.django_db
NEW = "/obuke/nova/"
DAY = date(2031, 5, 8)


@pytest.fixture
def editor(places):
    person = factories.make_user("urednik@example.ba")
    factories.make_mandate(person, "editor", places.savez)
    return person


@pytest.fixture
def browser(client_of, editor):
    return client_of(editor)


@pytest.fixture
def draft(browser):
    browser.post(NEW, typed({"day": ""}, title="Samo naziv", draft="1"))
    return Training.objects.get()


def url(training, what="uredi"):
    return f"/obuke/{training.pk}/{what}/"


def sent(training, *days, **fields):
    training.refresh_from_db()
    return typed(*days, **{"version": str(training.version), "title": training.title} | fields)


def test_a_title_is_enough(browser, editor):
    answer = browser.post(NEW, typed({"day": ""}, title="Samo naziv", draft="1"))
    made = Training.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.status, made.author, made.title, made.published) == ("draft", editor, "Samo naziv", None)
    assert not made.organisers.exists()


@pytest.mark.parametrize(
    ("days", "fields", "words"),
    [
        ([{"day": ""}], {"title": ""}, "Upišite naziv."),
        ([day("2031-02-30")], {}, "Takav datum ne postoji."),
        ([{"day": ""}], {"find": "Atlantida"}, "Mjesto s tim nazivom ne nalazimo"),
    ],
)
def test_what_cannot_be_kept_is_said(browser, days, fields, words):
    page = browser.post(NEW, typed(*days, draft="1", **fields))
    valid(page)
    assert words in text_of(page)
    assert not Training.objects.exists()


@pytest.mark.parametrize("who", ["member", "coordinator", "moderator"])
def test_whoever_may_not_announce_keeps_no_draft(request, client_of, who):
    browser = client_of(request.getfixturevalue(who))
    assert browser.post(NEW, typed({"day": ""}, draft="1")).status_code == 403
    assert not Training.objects.exists()


def test_nobody_begins_one_for_others(browser):
    other = factories.make_organisation("Drugi savez")
    assert browser.post(NEW, typed({"day": ""}, organisers=[other.pk], draft="1")).status_code == 200
    assert not Training.objects.exists()


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_its_pages(browser, draft, prefix):
    for address in (draft.get_absolute_url(), url(draft), url(draft, "brisanje")):
        page = browser.get(prefix + address)
        valid(page)
        assert page.status_code == 200


def test_its_page_says_what_it_is(browser, draft):
    page = browser.get(draft.get_absolute_url())
    text, html = text_of(page), page.content.decode()
    assert "Vidite ga samo Vi." in text
    for state in ("najavljeno", "završeno", "Ko organizuje"):
        assert state not in text
    assert 'name="robots" content="noindex"' in html
    assert url(draft) in html
    assert url(draft, "brisanje") in html
    assert url(draft, "otkazivanje") not in html


def test_nobody_else_knows_of_it(visitor, client_of, staff_client_of, member, moderator, draft, places):
    colleague = factories.make_user("kolega@example.ba")
    factories.make_mandate(colleague, "editor", places.savez)
    others = (client_of(member), client_of(colleague), staff_client_of(moderator))
    for browser in (visitor, *others):
        assert browser.get(draft.get_absolute_url()).status_code == 404
        assert draft.title not in text_of(browser.get("/obuke/"))
    for browser in others:
        assert browser.get(url(draft)).status_code == 404
        assert browser.post(url(draft, "brisanje")).status_code == 404
    assert Training.objects.exists()


def test_sent_again_it_is_the_same_draft_with_what_the_form_says_now(browser, editor, places):
    first = typed({"day": ""}, title="Prvi naziv", draft="1")
    browser.post(NEW, first)
    browser.post(NEW, first | {"title": "Drugi naziv"})
    assert Training.objects.get().title == "Drugi naziv"
    whole = typed(day("2031-05-08"), title="Treći naziv", organisers=[places.savez.pk], once=first["once"])
    browser.post(NEW, whole)
    browser.post(NEW, whole | {"title": "Četvrti naziv"})
    made = Training.objects.get()
    assert (made.title, made.status) == ("Treći naziv", "published")


def test_saving_it_asks_for_nothing_more(browser, draft):
    page = browser.get(url(draft))
    assert 'name="announce"' in page.content.decode()
    answer = browser.post(url(draft), sent(draft, {"day": ""}, title="Bolji naziv"))
    draft.refresh_from_db()
    assert answer["Location"] == draft.get_absolute_url()
    assert (draft.title, draft.status) == ("Bolji naziv", "draft")


def test_two_windows(browser, draft):
    late = sent(draft, {"day": ""}, title="Kasni naziv")
    browser.post(url(draft), sent(draft, {"day": ""}, title="Prvi naziv"))
    page = browser.post(url(draft), late)
    valid(page)
    assert page.status_code == 409
    draft.refresh_from_db()
    assert draft.title == "Prvi naziv"


@pytest.mark.parametrize(
    ("days", "with_holder", "words"),
    [
        ([{"day": ""}], True, "Upišite kada se održava ili da dan nije poznat."),
        ([day("2031-05-08")], False, "Upišite ko je organizuje."),
    ],
)
def test_what_is_missing_is_said_when_it_is_announced(browser, places, draft, days, with_holder, words):
    holders = {"organisers": [places.savez.pk]} if with_holder else {}
    page = browser.post(url(draft), sent(draft, *days, announce="1", for_whom="Moje riječi", **holders))
    valid(page)
    assert words in text_of(page)
    assert "Moje riječi" in page.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_it_is_announced(browser, visitor, places, draft):
    data = sent(draft, day("2031-05-08"), title="Cijela obuka", organisers=[places.savez.pk], announce="1")
    assert browser.post(url(draft), data)["Location"]
    draft.refresh_from_db()
    assert (draft.status, draft.title, draft.begins) == ("published", "Cijela obuka", DAY)
    assert "Cijela obuka" in text_of(visitor.get("/obuke/"))
    assert 'name="announce"' not in browser.get(url(draft)).content.decode()
    assert browser.post(url(draft, "brisanje")).status_code == 403


def test_a_draft_is_not_cancelled(browser, draft):
    assert browser.get(url(draft, "otkazivanje")).status_code == 403
    assert browser.post(url(draft, "otkazivanje"), {"why": "Ne."}).status_code == 403


def test_its_author_finds_it_at_the_top_of_the_list(browser, draft):
    page = browser.get("/obuke/")
    valid(page)
    assert "Vaši nacrti" in text_of(page)
    assert draft.get_absolute_url() in page.content.decode()
    for query in ("?stanje=odrzane", "?oblik=internet"):
        assert "Vaši nacrti" not in text_of(browser.get(f"/obuke/{query}"))


@pytest.mark.parametrize("rows", [1, 3])
def test_only_who_may_announce_pays_for_drafts(
    client_of, member, browser, editor, rows, django_assert_max_num_queries, django_assert_num_queries
):
    for number in range(rows):
        factories.make_training(editor, title=f"Nacrt {number}", status="draft")
    theirs = client_of(member)
    theirs.get("/obuke/")
    browser.get("/obuke/")
    with django_assert_max_num_queries(50) as captured:
        browser.get("/obuke/")
    with django_assert_num_queries(len(captured) - 2):  # the drafts, and the count, which others share
        theirs.get("/obuke/")


def test_it_is_deleted(browser, draft):
    assert "Samo naziv" in text_of(browser.get(url(draft, "brisanje")))
    assert Training.objects.exists()
    assert browser.post(url(draft, "brisanje"))["Location"] == "/obuke/"
    assert not Entry.objects.exists()
    assert browser.post(url(draft, "brisanje")).status_code == 404


def test_visitors_sign_in_first(visitor, draft):
    for what in ("uredi", "brisanje"):
        assert visitor.get(url(draft, what))["Location"].startswith("/prijava/")


def test_whoever_edits_no_more_may_only_delete_it(browser, editor, draft):
    Mandate.objects.filter(user=editor).update(ends=date(2020, 1, 1), starts=date(2019, 1, 1))
    page = browser.get(draft.get_absolute_url()).content.decode()
    assert url(draft) not in page
    assert url(draft, "brisanje") in page
    assert browser.get(url(draft)).status_code == 403
    assert browser.post(url(draft), sent(draft, {"day": ""}, announce="1")).status_code == 403
    assert browser.post(url(draft, "brisanje")).status_code == 302
    assert not Training.objects.exists()


def test_deleting_leaves_no_earlier_words(browser, draft):
    browser.post(url(draft), sent(draft, {"day": ""}, title="Drugi naziv"))
    revisions = Entry.revisions.rel.related_model
    assert revisions.objects.filter(title="Samo naziv").exists()
    browser.post(url(draft, "brisanje"))
    assert not revisions.objects.exclude(title="").exists()


def test_the_move_asks_once_more(editor, member, draft):
    for by in (member, factories.make_user("neko@example.ba")):
        with pytest.raises(actions.PermissionDenied):
            actions.drop(draft, by)
    assert Training.objects.exists()
