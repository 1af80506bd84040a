"""One practice: what the page says, who may open it, where a wrong address leads."""

import brotli
import pytest

from content.models import Attachment, Entry
from practices import look, similar
from practices.importing import load
from practices.models import CostPart, Practice, Step
from practices.similar import similar_to
from practices.views.practice import details
from tests import factories
from tests.markup import text_of, valid
from tests.practices.data import PRACTICES
from text.fold import fold


def test_says_all_that_is_known(client, practice):
    Step.objects.create(practice=practice, position=1, title="Sazovite zbor", text="Svi su došli.")
    for number, (payer, amount) in enumerate((("UNDP", 100), ("Općina", 50), ("Mještani", 50)), 1):
        CostPart.objects.create(practice=practice, position=number, payer=payer, amount=amount)
    response = client.get(practice.get_absolute_url())
    page = text_of(response)
    valid(response)
    for words in ("Rasvjeta na stazi do škole", "MZ Jelah, Općina Tešanj", "Sazovite zbor", "50 % UNDP", "25 % Općina"):
        assert words in page
    assert "Nije poznato" in page, "what is not known is said"
    assert 'href="/mjesne-zajednice/tesanj/jelah/"' in response.content.decode()


def test_in_cyrillic(client, practice):
    page = text_of(client.get("/sr" + practice.get_absolute_url()))
    assert "Расвјета на стази до школе" in page
    assert "MZ" not in page


@pytest.mark.parametrize("slug", ["x", "rasvjeta", "-"])
def test_a_wrong_slug_leads_to_the_right_one(client, practice, slug):
    response = client.get(f"/sr/prakse/{practice.pk}-{slug}/?a=1")
    assert response.status_code == 301
    assert response["Location"] == f"/sr{practice.get_absolute_url()}?a=1"


@pytest.mark.parametrize("path", ["/prakse/0-x/", "/prakse/99999999999999999999-x/", "/prakse/12345-x/", "/prakse/1/"])
def test_no_such_practice(client, db, path):
    assert client.get(path).status_code == 404


WHO = ("visitor", "neighbour", "newcomer", "coordinator", "moderator", "member")
READS = {  # beside the author
    "draft": set(), "pending": {"moderator"}, "returned": {"moderator"}, "hidden": {"moderator"},
    "published": {"visitor", "neighbour", "newcomer", "coordinator", "moderator"},
}  # fmt: skip


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("status", READS)
def test_who_opens_it_in_which_state(request, client, client_of, member, places, theme, who, status):
    """The page and its hand-out alike, and a refusal does not say what it refuses."""
    practice = factories.make_practice(member, themes=[theme], places=[places.jelah], status=status)
    reader = client if who == "visitor" else client_of(request.getfixturevalue(who))
    for path in (practice.get_absolute_url(), practice.get_absolute_url() + "list/"):
        response = reader.get(path)
        assert response.status_code == (200 if who == "member" or who in READS[status] else 404)
        if response.status_code == 404:
            assert practice.title not in response.content.decode()


def test_what_was_hidden_is_gone_at_once(client, practice, moderator):
    """The stored page too: the stamp changes with the status."""
    assert client.get(practice.get_absolute_url()).status_code == 200
    factories.decide(practice, "hidden", moderator)
    Entry.objects.filter(pk=practice.pk).update(status="hidden")
    assert client.get(practice.get_absolute_url()).status_code == 404


def test_the_author_reads_why_it_was_returned(client_of, member, places, theme):
    practice = factories.make_practice(member, themes=[theme], places=[places.jelah], status="returned")
    assert "Dopišite šta je urađeno." in text_of(client_of(member).get(practice.get_absolute_url()))


def test_similar_ones_are_published_and_of_the_theme(client, practice, newcomer, places, theme):
    other = type(theme).objects.get(slug="zene")
    make = factories.make_practice
    make(newcomer, title="Rasvjeta u parku", themes=[theme], places=[places.klasnice], status="published")
    make(newcomer, title="Rasvjeta u nacrtu", themes=[theme], places=[places.klasnice])
    make(newcomer, title="Nešto za žene", themes=[other], places=[places.klasnice], status="published")
    response = client.get(practice.get_absolute_url())
    (card,) = response.context["similar"]
    assert "Rasvjeta u parku" in card


def test_markup_in_every_field_is_text(client, member, places, theme):
    evil = '"><svg/onload=alert(1)>'
    fields = dict.fromkeys(
        ("lead", "problem", "body", "result", "went_wrong", "would_repeat", "needs", "doers", "paid_by", "duration"),
        evil,
    )
    practice = factories.make_practice(
        member, title=evil, people_note=evil, themes=[theme], places=[places.jelah], status="published", **fields
    )
    Step.objects.create(practice=practice, position=1, title=evil, text=evil)
    for path in (practice.get_absolute_url(), practice.get_absolute_url() + "list/"):
        page = client.get(path).content.decode()
        assert "<svg/onload" not in page
        assert "&lt;svg/onload" in page


def test_only_reading(client, practice):
    assert client.post(practice.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_queries(client, practice, newcomer, places, theme, django_assert_num_queries, number):
    for n in range(number):
        Step.objects.create(practice=practice, position=n, title="Korak")
        factories.make_practice(
            newcomer, title=f"Slična {n}", themes=[theme], places=[places.jelah], status="published"
        )
        factories.make_comment(newcomer, practice)
        attributes = {"name": f"{n}.pdf", "kind": "pdf", "content_type": "application/pdf", "size": 1}
        Attachment.objects.create(entry=practice, path=f"{n}", sha256=f"{n}", **attributes)
    client.get(practice.get_absolute_url())  # the look is taken
    with django_assert_num_queries(3):  # the practice, cards of similar ones, the comments
        client.get(practice.get_absolute_url())


def test_queries_of_somebody_signed_in(client_of, neighbour, practice, django_assert_max_num_queries):
    client = client_of(neighbour)
    client.get(practice.get_absolute_url())
    with django_assert_max_num_queries(8):
        client.get(practice.get_absolute_url())


@pytest.mark.usefixtures("real_register")
def test_the_longest_real_one_is_light_and_valid_in_every_language(client):
    load(PRACTICES)
    longest = max(Practice.objects.all(), key=lambda one: len(one.problem + one.body + one.result))
    many = Practice.objects.get(key="forumi-odgovornosti-uz-prenos-uzivo")
    for practice in (longest, many):
        for prefix in ("", "/hr", "/sr-latn", "/sr", "/en"):
            for path in (practice.get_absolute_url(), practice.get_absolute_url() + "list/"):
                response = client.get(prefix + path)
                assert len(brotli.compress(response.content, quality=5)) <= 14_000
                valid(response)


def test_names_its_author_but_never_by_address(client, practice, newcomer, places, theme):
    assert "Amra Hodžić" in text_of(client.get(practice.get_absolute_url()))
    nameless = factories.make_user("bez.imena@example.ba")
    other = factories.make_practice(nameless, places=[places.jelah], themes=[theme], status="published")
    assert "bez.imena" not in client.get(other.get_absolute_url()).content.decode()


def test_what_comes_with_the_row_is_what_the_tables_hold(practice, places):
    """The one statement of the page, beside the relations one by one."""
    Step.objects.create(practice=practice, position=2, title="Drugi")
    Step.objects.create(practice=practice, position=1, title="Prvi", text="Svi su došli.")
    for number, amount in enumerate(("0.30", "99999999.99"), 1):
        CostPart.objects.create(practice=practice, position=number, payer=f"P{number}", amount=amount)
    practice.places.create(municipality=places.tesanj, name="Ularice")
    practice.places.create(municipality=places.laktasi)
    variants = [{"path": "a.jpg", "format": "jpeg", "width": 480, "height": 360, "bytes": 1, "sha256": "x"}]
    practice.photos.create(position=1, alt="Zid", people="none", variants=variants)
    (read,) = details(practice.pk)
    held = Practice.objects.get(pk=practice.pk)

    def said(rows, *names):
        return [[getattr(row, name) for name in names] for row in rows]

    for shown, names in (
        ("shown_steps", ("title", "text")),
        ("shown_costs", ("payer", "what_for", "amount")),
        ("shown_places", ("pk", "municipality_id", "community", "community_name", "label")),
        ("shown_photos", ("pk", "alt", "variants", "jpeg_set")),
    ):
        assert said(getattr(read, shown), *names) == said(getattr(held, shown), *names)
        assert getattr(read, shown)
    deferred = read.get_deferred_fields()
    for field in Practice._meta.concrete_fields:
        assert field.attname in deferred or getattr(read, field.attname) == getattr(held, field.attname)
    assert deferred == {"search", "place_names"}
    assert read.author.profile.display_name == held.author.profile.display_name


def test_similar_ones_are_found_as_the_queryset_finds_them(practice, newcomer, places, theme):
    for number, words in enumerate(("Rasvjeta na stazi", "Staza do škole", "Voda", "Rasvjeta staze do škole", "Put")):
        factories.make_practice(
            newcomer, title=f"{words} {number}", themes=[theme], places=[places.jelah], status="published"
        )
    (read,) = details(practice.pk)
    found = [row[0] for row in similar_to(read, look.current())]
    others = list(Practice.objects.exclude(pk=practice.pk).values_list("pk", flat=True))
    words = " | ".join(dict.fromkeys(word for word in fold(f"{read.title} {read.problem}").split() if len(word) > 3))
    assert found == [pk for (pk,) in similar._near(others, words)][:3]
    assert len(found) == 3
    titles = [Practice.objects.get(pk=pk).title for pk in found]
    assert titles[0] == "Rasvjeta staze do škole 3"
