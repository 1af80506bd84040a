"""What comes of wishes: a training that answers one, who is told, undoing it; and who wants what and where in numbers."""

from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from content.erasing import remove
from content.models import Entry, Theme
from moderation.actions import hide
from notifications.models import Notification, OutgoingMail
from register.models import Canton, Organisation
from tests import factories
from tests.at_once import at_once
from tests.markup import text_of, valid
from tests.moderation.conftest import with_second_factor
from tests.trainings.announcing import day, typed
from tests.trainings.wishing import URL, crowd, editor_of, to_come, url
from trainings import demand, look, wishes
from trainings.models import Training, Wish

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]
DEMAND = f"{URL}potraznja/"
TABLE = f"{DEMAND}potraznja.xlsx"


@pytest.fixture
def editor(places):
    return editor_of(places.savez)


@pytest.fixture
def training(places):
    return to_come(places.savez, title="Zapisnik za početnike")


@pytest.fixture
def wish(member, neighbour):
    return factories.make_wish(member, voters=[neighbour])


def told():
    rows = Notification.objects.filter(facts__outcome="wish_answered").order_by("user__email")
    return list(rows.values_list("user__email", flat=True))


# -- a training came of it -------------------------------------------------------------------------------------------------


def test_whoever_wants_it_is_told_once_with_a_link(client, client_of, editor, member, neighbour, training, wish):
    browser = client_of(editor)
    assert url(wish, "odgovor/") in browser.get(url(wish)).content.decode()
    for _ in range(2):
        assert browser.post(url(wish, "odgovor/"), {"training": training.pk}).url == url(wish)
    wish.refresh_from_db()
    assert (wish.answered_by, wish.closed) == (training, wish.answered_on)
    assert told() == [member.email, neighbour.email]
    assert OutgoingMail.objects.filter(event="notification").count() == 2
    list_of = client_of(neighbour).get("/nalog/obavjestenja/").content.decode()
    assert training.title in list_of
    for page in (url(wish), f"{URL}?stanje=odgovorene"):
        assert training.get_absolute_url() in client.get(page).content.decode()
    assert not client.get(URL).context["rows"]


def test_undone_it_is_open_and_nobody_is_told_again_of_the_same(client_of, editor, member, neighbour, training, wish):
    browser = client_of(editor)
    browser.post(url(wish, "odgovor/"), {"training": training.pk})
    for _ in range(2):
        browser.post(url(wish, "otvaranje/"))
    wish.refresh_from_db()
    assert (wish.answered_by, wish.answered_on, wish.closed) == (None, None, None)
    assert not Notification.objects.unread().filter(facts__outcome="wish_answered").exists()
    browser.post(url(wish, "odgovor/"), {"training": training.pk})
    assert len(told()) == 2
    browser.post(url(wish, "otvaranje/"))
    other = to_come(training.organisers.get(), title="Druga obuka")
    browser.post(url(wish, "odgovor/"), {"training": other.pk})
    assert len(told()) == 4


def test_the_editor_who_wants_it_is_not_told_by_themselves(client_of, editor, training, member):
    wish = factories.make_wish(member, voters=[editor])
    client_of(editor).post(url(wish, "odgovor/"), {"training": training.pk})
    assert told() == [member.email]


@pytest.mark.parametrize("which", ["of another", "cancelled", "a draft", "for members", "over", "", "x", "9" * 30])
def test_only_trainings_of_theirs_to_come(client_of, editor, places, wish, which):
    another = Organisation.objects.create(slug="drugi", kind="savez", name="Drugi savez")
    made = {
        "of another": lambda: to_come(another),
        "cancelled": lambda: to_come(places.savez, cancelled=timezone.now()),
        "a draft": lambda: to_come(places.savez, status="draft"),
        "for members": lambda: to_come(places.savez, audience=Entry.Audience.MEMBERS),
        "over": lambda: to_come(places.savez, days=-20),
    }
    to_come(places.savez)
    number = made[which]().pk if which in made else which
    page = client_of(editor).post(url(wish, "odgovor/"), {"training": number})
    valid(page)
    assert "training" in page.context["form"].errors
    wish.refresh_from_db()
    assert (wish.answered_by, told()) == (None, [])


@pytest.mark.parametrize("who", ["visitor", "member", "neighbour", "coordinator", "moderator", "stranger", "editor"])
def test_who_may(request, client, client_of, staff_client_of, places, training, wish, who):
    another = Organisation.objects.create(slug="drugi", kind="savez", name="Drugi savez")
    if who != "visitor":
        user = editor_of(another, 8) if who == "stranger" else request.getfixturevalue(who)
        client = (staff_client_of if who == "moderator" else client_of)(user)
    sees = who in {"moderator", "stranger", "editor"}
    refused = 302 if who == "visitor" else 404
    for page in (DEMAND, TABLE):
        assert client.get(page).status_code == (200 if sees else refused)
    assert (DEMAND in client.get(URL).content.decode()) == sees
    answers = {"visitor": 302, "stranger": 200, "editor": 200}.get(who, 403)
    assert client.get(url(wish, "odgovor/")).status_code == answers
    assert (url(wish, "odgovor/") in client.get(url(wish)).content.decode()) == (answers == 200)
    client.post(url(wish, "odgovor/"), {"training": training.pk})
    wish.refresh_from_db()
    assert wish.is_answered == (who == "editor")
    Wish.objects.update(answered_by=training, answered_on=timezone.now())
    reopened = client.post(url(wish, "otvaranje/")).status_code == 302
    assert reopened == (who in {"visitor", "moderator", "editor"})
    wish.refresh_from_db()
    assert wish.is_answered == (who not in {"moderator", "editor"})


def test_a_training_that_is_gone_opens_the_wish_again(training, wish):
    Wish.objects.update(answered_by=training, answered_on=timezone.now())
    remove([training.pk])
    wish.refresh_from_db()
    assert (wish.answered_by, wish.answered_on, wish.closed) == (None, None, None)


def test_a_training_that_is_hidden_is_not_named(visitor, training, wish, moderator):
    with_second_factor(moderator)
    Wish.objects.update(answered_by=training, answered_on=timezone.now())
    hide(training, moderator, "Nije.")
    for page in (url(wish), f"{URL}?stanje=odgovorene"):
        assert training.title not in visitor.get(page).content.decode()


def test_answered_on_a_day(wish, training):
    with pytest.raises(IntegrityError, match="wish_answered_on_a_day"), transaction.atomic():
        Wish.objects.update(answered_by=training)


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_tell_everyone_of_one_training(editor, places, wish):
    trainings = [to_come(places.savez, title=f"Obuka {number}") for number in range(4)]
    results = at_once(*[lambda one=one: wishes.answer(wish, editor, one) for one in trainings])
    assert sorted(map(str, results)) == ["False", "False", "False", "True"]
    assert len(told()) == 2


def test_a_new_training_of_a_wish(client_of, editor, places, member):
    theme = Theme.objects.get(slug="budzet")
    wish = factories.make_wish(member, title="računima", lead="Blagajnici", themes=[theme])
    browser = client_of(editor)
    page = browser.get(f"/obuke/nova/?zelja={wish.pk}")
    valid(page)
    initial = page.context["form"].initial
    assert "računima" in initial["title"]
    assert (initial["for_whom"], initial["themes"]) == ("Blagajnici", [theme.pk])
    data = typed(day(f"{timezone.localdate().year + 1}-03-01"), organisers=[places.savez.pk])
    answer = browser.post(f"/obuke/nova/?zelja={wish.pk}", data)
    made = Training.objects.get()
    assert answer.url == f"{url(wish, 'odgovor/')}?obuka={made.pk}"
    assert "checked" in browser.get(answer.url).content.decode()
    assert browser.get("/obuke/nova/?zelja=x").status_code == 200


# -- demand ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def wanted(places, member, neighbour):
    """Tešanj (in a canton) and Laktaši: seven and four people, three who say nothing of where they live."""
    canton = Canton.objects.filter(code="zdk").first() or Canton.objects.create(
        entity=places.fbih, code="zdk", number=4, seat="Zenica",
        **{f"name_{tag}": "Zeničko-dobojski kanton" for tag in ("bs", "hr", "sr", "en")},
    )  # fmt: skip
    type(places.tesanj).objects.filter(pk=places.tesanj.pk).update(canton=canton)
    look.forget()
    budget, roads = Theme.objects.get(slug="budzet"), Theme.objects.exclude(slug="budzet").first()
    there, elsewhere, nowhere = crowd(6, places.tesanj), crowd(4, places.laktasi), crowd(3)
    factories.make_wish(member, title="računima", themes=[budget], voters=[*there, *elsewhere, *nowhere])
    factories.make_wish(member, title="budžetu", themes=[budget], voters=there)
    factories.make_wish(neighbour, title="putevima", themes=[roads], voters=elsewhere)
    factories.make_wish(member, title="svemu", voters=there[:1])
    hidden = factories.make_wish(neighbour, title="skrivenom", themes=[budget], voters=there, status="hidden")
    return {"budget": budget.name, "roads": roads.name, "canton": canton.name, "hidden": hidden}


def table():
    found = demand.demand(look.current())
    return {theme: dict(cells) for theme, cells in found.rows}, found


def test_numbers_of_people_by_theme_and_region(places, wanted):
    rows, found = table()
    few, rs, none = demand.told(1), places.rs.name, found.regions[-1][1]
    assert [name for _short, name in found.regions] == [wanted["canton"], rs, none]
    assert rows[wanted["budget"]] == {wanted["canton"]: "7", rs: few, none: few}, "each person once, the author too"
    assert rows[wanted["roads"]] == {wanted["canton"]: "", rs: "5", none: ""}, "a mandate says where somebody acts"
    assert [list(cells.values()) for theme, cells in rows.items() if theme not in wanted.values()] == [[few, "", ""]]
    assert [one.wish.title for one in found.most_wanted] == ["računima", "budžetu", "putevima", "svemu"]
    assert (found.most_wanted[0].regions, found.most_wanted[0].has_more) == ([f"{wanted['canton']}: 7"], True)
    assert (found.most_wanted[1].regions, found.most_wanted[1].has_more) == ([f"{wanted['canton']}: 7"], False)
    assert (found.most_wanted[3].regions, found.most_wanted[3].has_more) == ([], True)


def test_where_somebody_acts_counts_before_where_they_live(places, wanted, member):
    member.profile.municipality = places.laktasi
    member.profile.save()
    assert table()[0][wanted["budget"]][wanted["canton"]] == "7"
    member.mandates[0].delete()
    assert table()[0][wanted["budget"]] == {
        wanted["canton"]: "6", places.rs.name: "5", table()[1].regions[-1][1]: demand.told(1)
    }  # fmt: skip


def test_closed_accounts_and_answered_wishes_do_not_count(places, wanted, training):
    Wish.objects.exclude(title="računima").update(answered_by=training, answered_on=timezone.now())
    voter = (
        Wish.objects.get(title="računima").useful_marks.filter(user__profile__municipality=places.tesanj).first().user
    )
    type(voter).objects.filter(pk=voter.pk).update(is_active=False)
    rows, found = table()
    assert list(rows) == [wanted["budget"]]
    assert rows[wanted["budget"]][wanted["canton"]] == "6"
    assert len(found.most_wanted) == 1


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_pages(client_of, editor, wish, training, wanted, prefix):
    browser = client_of(editor)
    for page in (DEMAND, url(wish), url(wish, "odgovor/"), URL):
        valid(browser.get(prefix + page))
    Training.objects.update(cancelled=timezone.now())
    valid(browser.get(prefix + url(wish, "odgovor/")))
    Wish.objects.all().update(answered_by=training, answered_on=timezone.now())
    for page in (DEMAND, url(wish)):
        valid(browser.get(prefix + page))


def test_the_page_and_the_table_tell_no_small_number(client_of, editor, wanted):
    browser = client_of(editor)
    page = text_of(browser.get(DEMAND))
    assert wanted["budget"] in page
    assert "7" in page
    book = load_workbook(BytesIO(browser.get(TABLE).content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    told_there = [
        cell.value for row in book.worksheets[0].iter_rows(min_row=2, min_col=2) for cell in row if cell.value
    ]
    assert sorted(told_there) == sorted(["7", *[demand.told(1)] * 3, "5"])


def test_titles_are_text_in_the_table(client_of, editor, member):
    factories.make_wish(member, title='=HYPERLINK("http://zlo.ba","x")')
    book = load_workbook(BytesIO(client_of(editor).get(TABLE).content))
    cell = book.worksheets[1]["A2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://zlo.ba","x")')
    factories.make_wish(member, title="računima")
    cyrillic = load_workbook(BytesIO(client_of(editor).get(f"/sr{TABLE}").content))
    assert cyrillic.worksheets[1]["A2"].value == "рачунима"


def test_few_queries_for_many(client_of, editor, member, places):
    themes = list(Theme.objects.all())

    def fill(number):
        for one in range(number):
            factories.make_wish(
                member, title=f"t{one}", places=[places.jelah], themes=themes[:2], voters=crowd(2, places.tesanj)
            )

    def asked():
        browser = client_of(editor)
        browser.get(DEMAND)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(DEMAND).status_code == 200
        return len(queries)

    fill(2)
    few = asked()
    fill(40)
    assert asked() == few <= 14
