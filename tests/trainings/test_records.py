"""Training records: one's own, of a municipality, of an association; who may see them, the files, the numbers left out."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from content.models import Theme
from register.models import Organisation
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.certifying import attend, issued
from tests.trainings.signing import opened, person
from trainings.models import Attendance, Registration, Session, SignUp, Training

pytestmark = pytest.mark.django_db
OWN, PAPER = "/obuke/moje/evidencija/", "/obuke/moje/evidencija.pdf"
TOWN, TOWN_TABLE = "/obuke/evidencija/tesanj/", "/obuke/evidencija/tesanj/evidencija.xlsx"
REPORT, REPORT_TABLE = "/obuke/evidencija/", "/obuke/evidencija/evidencija.xlsx"
PREFIXES = ["", "/hr", "/sr-latn", "/sr", "/en"]


@pytest.fixture
def editor(places):
    made = factories.make_user("urednica@example.ba", name="Urednica")
    factories.make_mandate(made, "editor", places.savez)
    return made


@pytest.fixture
def theme():
    return Theme.objects.order_by("position").first()


def held(organiser=None, *, years_ago=0, title="Obuka za facilitatore", themes=(), author=None):
    """A training of three days ago, or of a year before, of which the hours are not known; its attendance is closed."""
    day = timezone.localdate() - timedelta(days=3)
    fields = {"days": [day.replace(year=day.year - years_ago, day=1)], "hours": None} if years_ago else {"days": [day]}
    training = factories.make_training(author, title=title, held_in="Jelah", themes=themes, **fields)
    training.organisers.set([organiser] if organiser else [])
    training.sessions.update(closed=timezone.now())
    training.refresh_from_db()
    return SignUp.objects.create(training=training, seats=2000)


def there(sign_up, number=1, place=None, **fields):
    """So many people from a local community, who were at all sessions."""
    if place is not None:
        fields |= {"community": place, "municipality": place.municipality}
    made = Registration.objects.bulk_create(
        Registration(sign_up=sign_up, name=f"Osoba {one}", state="confirmed", **fields) for one in range(number)
    )
    attend(made)
    return made


def mine(user, sign_up, **fields):
    (one,) = there(sign_up, person=user, **fields)
    Registration.objects.filter(pk=one.pk).update(name=user.profile.display_name)
    return one


def texts(answer):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())


def sheets(answer):
    book = load_workbook(BytesIO(answer.content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def kinds(answer):
    book = load_workbook(BytesIO(answer.content))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return {(cell.data_type, type(cell.value)) for cell in cells}


# -- who may -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "town", "report"),
    [
        ("member", 404, 404),
        ("coordinator", 200, 404),
        ("another_coordinator", 404, 404),
        ("former_coordinator", 404, 404),
        ("moderator", 200, 404),
        ("admin", 200, 404),
        ("editor", 404, 200),
        ("editor_of_a_ministry", 404, 404),
    ],
)
def test_who_may(request, client_of, staff_client_of, places, who, town, report):
    past = timezone.localdate() - timedelta(days=9)
    roles = {
        "another_coordinator": ("coordinator", places.laktasi, {}),
        "former_coordinator": ("coordinator", places.tesanj, {"ends": past}),
        "editor_of_a_ministry": ("editor", factories.make_organisation("Ministarstvo", "ministarstvo"), {}),
    }
    if who in roles:
        role, scope, fields = roles[who]
        user = factories.make_user("neko@example.ba", name="Neko")
        factories.make_mandate(user, role, scope, **fields)
    else:
        user = request.getfixturevalue(who)
    client = (staff_client_of if who in {"moderator", "admin"} else client_of)(user)
    assert [client.get(one).status_code for one in (TOWN, TOWN_TABLE)] == [town] * 2
    assert [client.get(one).status_code for one in (REPORT, REPORT_TABLE)] == [report] * 2
    assert client.get(OWN).status_code == 200


@pytest.mark.parametrize("url", [OWN, PAPER, TOWN, TOWN_TABLE, REPORT, REPORT_TABLE])
def test_visitors_sign_in(client, places, url):
    answer = client.get(url)
    assert answer.status_code == 302
    assert "/prijava/" in answer["Location"]


def test_an_editor_sees_the_record_of_their_own_association_alone(client_of, editor):
    another = Organisation.objects.create(slug="drugi", kind="savez", name="Drugi savez")
    there(held(another), 7)
    assert client_of(editor).get(REPORT + "?organizacija=drugi").status_code == 404
    assert "7" not in text_of(client_of(editor).get(REPORT))
    factories.make_mandate(editor, "editor", another)
    page = text_of(client_of(editor).get(REPORT + "?organizacija=drugi"))
    assert "Drugi savez" in page
    assert "7" in page


# -- of a person -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PREFIXES)
def test_ones_own_record(client_of, places, editor, member, prefix):
    sign_up = held(places.savez, author=editor)
    mine(member, sign_up)
    mine(member, held(places.savez, years_ago=1, title="Starija obuka"))
    (certificate,) = issued(sign_up)
    page = client_of(member).get(prefix + OWN)
    valid(page)
    body = page.content.decode()
    assert f"/potvrde/{certificate.code}/" in body
    assert f"/obuke/potvrde/{certificate.pk}/potvrda.pdf" in body
    year = timezone.localdate().year
    assert body.index(f">{year}<") < body.index(f">{year - 1}<")


def test_an_empty_record_leads_to_trainings(client_of, member):
    page = client_of(member).get(OWN)
    valid(page)
    assert 'href="/obuke/"' in page.content.decode()
    assert "evidencija.pdf" not in page.content.decode()
    assert client_of(member).get(PAPER).status_code == 404
    assert OWN in client_of(member).get("/obuke/moje/").content.decode()


def test_what_counts(client_of, moderator, places, member, neighbour):
    """Neither what was cancelled nor hidden, nor where one was not, nor what others attended."""
    cancelled, hidden = held(title="Otkazana obuka"), held(title="Skrivena obuka")
    for sign_up in (cancelled, hidden):
        mine(member, sign_up)
    Training.objects.filter(pk=cancelled.pk).update(cancelled=timezone.now())
    factories.decide(hidden.training, "hidden")
    Training.objects.filter(pk=hidden.pk).update(status="hidden")
    missed = mine(member, held(title="Propuštena obuka"))
    missed.attendances.update(came=False)
    mine(neighbour, held(title="Tuđa obuka"))
    mine(member, held(title="Moja obuka"), place=places.jelah)
    page = text_of(client_of(member).get(OWN))
    assert [name in page for name in ("Otkazana", "Skrivena", "Propuštena", "Tuđa", "Moja")] == [False] * 4 + [True]


def test_hours_are_those_of_the_sessions_at_which_one_was(client_of, member):
    sign_up = held(title="Od dva dana")
    training = sign_up.training
    first = training.sessions.get()
    starts, finishes = first.starts + timedelta(days=1), first.finishes + timedelta(days=1)
    fields = {"day": first.day + timedelta(days=1), "starts": starts, "finishes": finishes - timedelta(minutes=90)}
    Session.objects.create(training=training, position=2, **fields)
    one = mine(member, sign_up)
    page = text_of(client_of(member).get("/en" + OWN))
    assert "2 of 2 sessions" in page
    assert "10 hours 30 minutes" in page
    Attendance.objects.filter(registration=one, session=first).update(came=False)
    page = text_of(client_of(member).get("/en" + OWN))
    assert "1 of 2 sessions" in page
    assert "4 hours 30 minutes" in page
    mine(member, held(years_ago=1))
    page = text_of(client_of(member).get("/en" + OWN))
    assert "together 4 hours 30 minutes" in page
    assert "hours of some" in page


@pytest.mark.parametrize(
    ("prefix", "query", "name"),
    [
        ("", "", "Amra Hodžić"),
        ("/sr", "", "Амра Хоџић"),
        ("", "?pismo=cirilica", "Амра Хоџић"),
        ("/en", "", "Amra Hodžić"),
    ],
)
def test_the_pdf(client_of, places, editor, member, prefix, query, name):
    sign_up = held(places.savez, author=editor)
    one = mine(member, sign_up)
    Registration.objects.filter(pk=one.pk).update(name="Amra Hodžić")
    (certificate,) = issued(sign_up)
    answer = client_of(member).get(prefix + PAPER + query)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    text = texts(answer)
    assert name in text
    assert certificate.numbered in text
    reader = PdfReader(BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert float(reader.pages[0].mediabox.width) == pytest.approx(595.28, abs=1)


def test_a_long_record_repeats_its_heading_on_every_page(client_of, member):
    for number in range(40):
        mine(member, held(title=f"Obuka broj {number} o tome kako savjet radi"))
    pages = [page.extract_text() for page in PdfReader(BytesIO(client_of(member).get("/en" + PAPER).content)).pages]
    assert len(pages) > 1
    assert all("Attendance" in page for page in pages)


def test_a_title_is_text_in_the_pdf_and_nothing_else(client_of, member):
    bad = '#read("/etc/passwd") $x$ *b* <script>'
    mine(member, held(title=bad))
    text = texts(client_of(member).get(PAPER))
    assert "#read" in text
    assert "root:" not in text


def test_few_queries_for_a_long_record(client_of, member):
    def asked():
        client = client_of(member)
        client.get(OWN)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(OWN).status_code == 200
        return len(queries)

    mine(member, held())
    few = asked()
    for number in range(4):
        mine(member, held(title=f"Još {number}"))
    assert asked() == few <= 12


# -- of a municipality -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PREFIXES)
def test_which_of_my_communities_have_somebody(client_of, places, coordinator, theme, prefix):
    sign_up = held(themes=[theme])
    there(sign_up, 2, places.jelah)
    there(sign_up, 9, places.klasnice)
    page = client_of(coordinator).get(prefix + TOWN)
    valid(page)
    lines = {one.community: one for one in page.context["record"].lines}
    assert set(lines) == {places.jelah, places.kalosevic}
    assert [lines[one].is_trained for one in (places.jelah, places.kalosevic)] == [True, False]
    assert lines[places.jelah].people is None
    assert lines[places.jelah].themes == (theme,)
    assert page.context["record"].without == [places.kalosevic]


def test_the_sentence_names_nobody(client_of, places, coordinator):
    there(held(), 2, places.jelah, gender="f")
    page = text_of(client_of(coordinator).get("/en" + TOWN))
    assert "1 of 2 local communities have at least one trained person" in page
    assert "Osoba" not in page


def test_a_number_from_five_on_and_never_beside_a_filter(client_of, places, coordinator, theme):
    sign_up = held(themes=[theme])
    there(sign_up, 5, places.jelah)
    there(sign_up, 4, places.kalosevic)
    client = client_of(coordinator)
    said = {one.community: one.people for one in client.get(TOWN).context["record"].lines}
    assert said == {places.jelah: 5, places.kalosevic: None}
    for query in (f"?tema={theme.slug}", f"?godina={sign_up.training.begins.year}", f"?obuka={sign_up.pk}"):
        lines = client.get(TOWN + query).context["record"].lines
        assert [(one.is_trained, one.people) for one in lines] == [(True, None)] * 2


def test_filters(client_of, places, coordinator, theme):
    other = Theme.objects.exclude(pk=theme.pk).first()
    first, second = held(themes=[theme]), held(themes=[other], years_ago=1, title="Starija")
    there(first, 1, places.jelah)
    there(second, 1, places.kalosevic)
    client = client_of(coordinator)

    def covered(query):
        page = client.get(TOWN + query)
        valid(page)
        return [one.community.name for one in page.context["record"].lines if one.is_trained]

    assert covered("") == ["Jelah", "Kaloševići"]
    assert covered(f"?tema={theme.slug}") == ["Jelah"]
    assert covered(f"?godina={second.training.begins.year}") == ["Kaloševići"]
    assert covered(f"?obuka={second.pk}") == ["Kaloševići"]
    assert covered(f"?obuka={second.pk}&tema={theme.slug}") == []
    for bad in ("?tema=nema", "?godina=1999", "?godina=x", "?obuka=0", "?obuka=²"):
        assert client.get(TOWN + bad).status_code == 404


def test_one_person_is_counted_once(client_of, places, coordinator, member):
    for _ in range(5):
        mine(member, held(), place=places.jelah)
    for _ in range(4):
        there(held(), 1, places.jelah, email="Ista@example.ba")
    lines = client_of(coordinator).get(TOWN).context["record"].lines
    assert [one.people for one in lines] == [None, None], "two people, nine registrations"


def test_of_a_merged_community_they_belong_to_the_one_that_stands(client_of, places, coordinator):
    there(held(), 3, places.kalosevic)
    there(held(), 2, places.jelah)
    values = {"closed_on": "2025-01-01", "closing_source": "Odluka", "merged_into": places.jelah}
    type(places.jelah).objects.filter(pk=places.kalosevic.pk).update(**values)
    lines = client_of(coordinator).get(TOWN).context["record"].lines
    assert [(one.community, one.people) for one in lines] == [(places.jelah, 5)]


def test_the_way_on_for_those_without(client_of, places, coordinator):
    there(held(), 1, places.jelah)
    coming = opened(seats=9)
    assert f"/obuke/{coming.pk}/prijava/grupa/" in client_of(coordinator).get(TOWN).content.decode()
    assert TOWN in client_of(coordinator).get("/koordinator/").content.decode()


def test_the_table_of_a_municipality(client_of, places, coordinator):
    sign_up = held()
    there(sign_up, 6, places.jelah)
    type(places.jelah).objects.filter(pk=places.kalosevic.pk).update(name="=1+1")
    answer = client_of(coordinator).get(TOWN_TABLE)
    rows = next(iter(sheets(answer).values()))
    assert sorted(row[0] for row in rows[1:]) == ["=1+1", "Jelah"]
    assert 6 in {row[1] for row in rows}
    assert kinds(answer) == {("s", str), ("n", int)}
    cyrillic = next(iter(sheets(client_of(coordinator).get("/sr" + TOWN_TABLE)).values()))
    assert "Јелах" in {row[0] for row in cyrillic}


def test_few_queries_for_many_communities(client_of, places, coordinator):
    def asked():
        client = client_of(coordinator)
        client.get(TOWN)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(TOWN).status_code == 200
        return len(queries)

    there(held(), 3, places.jelah)
    few = asked()
    for number in range(6):
        there(held(title=f"Obuka {number}"), 2, factories.make_community(f"Selo {number}", places.tesanj))
    assert asked() == few <= 18


# -- of an association -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("query", ["", f"?godina={(timezone.localdate() - timedelta(days=3)).year}"])
def test_the_report(client_of, places, editor, theme, prefix, query):
    sign_up = held(places.savez, themes=[theme])
    there(sign_up, 12, places.jelah, gender="f")
    there(sign_up, 8, places.klasnice, gender="m")
    page = client_of(editor).get(prefix + REPORT + query)
    valid(page)
    report = page.context["report"]
    assert report.people == 20
    assert [table.key for table in report.tables] == [*([] if query else ["year"]), "gender", "place", "theme"]
    told = {table.key: [one.people for one in table.lines] for table in report.tables}
    assert told["gender"] == [12, 8, 0]
    assert told["place"] == [12, 12, 8, 8]
    assert told["theme"] == [20]
    assert page.content.decode().count("<svg width=") == len(report.tables)


def test_people_are_counted_and_not_registrations(client_of, places, editor, member):
    first, second = held(places.savez), held(places.savez, years_ago=1)
    for sign_up in (first, second, held(places.savez)):
        mine(member, sign_up, gender="f", place=places.jelah)
        there(sign_up, 1, places.jelah, email="ista@example.ba", gender="f")
        there(sign_up, 10, places.jelah, gender="m")
    report = client_of(editor).get(REPORT).context["report"]
    assert report.people == 32, "two who came three times, and thirty without an address"
    year = first.training.begins.year
    assert client_of(editor).get(f"{REPORT}?godina={year}").context["report"].people == 22


def test_small_groups_and_what_would_give_them_away_are_left_out(client_of, places, editor):
    sign_up = held(places.savez)
    there(sign_up, 3, places.jelah, gender="f")
    there(sign_up, 9, places.klasnice, gender="m")
    there(sign_up, 20, places.klasnice)
    page = client_of(editor).get("/en" + REPORT)
    valid(page)
    told = {table.key: [one.people for one in table.lines] for table in page.context["report"].tables}
    assert told["gender"] == [None, None, 20]
    assert told["place"] == [None, None, None, None], "one canton would follow from the other"
    assert "not shown" in text_of(page)
    book = sheets(client_of(editor).get("/en" + REPORT_TABLE))
    assert [row[1] for row in book["By gender"][1:]] == ["not shown", "not shown", 20]
    assert not {3, 9, 29} & {value for rows in book.values() for row in rows for value in row}


def test_a_year_does_not_follow_from_all_years(client_of, places, editor):
    for years_ago, number in ((0, 3), (1, 8), (2, 15)):
        there(held(places.savez, years_ago=years_ago), number, places.jelah, gender="f")
    client = client_of(editor)
    report = client.get(REPORT).context["report"]
    assert report.people == 26
    assert [one.people for one in report.tables[0].lines] == [None, None, 15]
    for year in report.years[:2]:
        page = client.get(f"{REPORT}?godina={year}")
        valid(page)
        assert page.context["report"].people is None
        assert not {3, 8} & {one.people for table in page.context["report"].tables for one in table.lines}


def test_no_report_of_a_year_in_which_nobody_came(client_of, places, editor):
    there(held(places.savez), 6)
    for bad in ("?godina=1999", "?godina=x", "?godina=0000", "?godina=²024", "?organizacija=nema"):
        assert client_of(editor).get(REPORT + bad).status_code == 404


def test_an_empty_report(client_of, places, editor):
    for prefix in PREFIXES:
        valid(client_of(editor).get(prefix + REPORT))
    assert kinds(client_of(editor).get(REPORT_TABLE))
    assert REPORT in client_of(editor).get("/obuke/").content.decode()


def test_the_workbook(client_of, places, editor, theme):
    Organisation.objects.filter(pk=places.savez.pk).update(name="=1+1")
    there(held(places.savez, themes=[theme]), 12, places.jelah, gender="f")
    answer = client_of(editor).get("/en" + REPORT_TABLE)
    book = sheets(answer)
    assert list(book) == ["About", "By year", "By gender", "By place", "By theme"]
    assert book["About"][0][1] == "=1+1"
    assert kinds(answer) == {("s", str), ("n", int)}
    assert [row[2] for row in book["By place"][1:]] == [12, 12]
    year = timezone.localdate().year
    assert "By year" not in sheets(client_of(editor).get(f"/en{REPORT_TABLE}?godina={year}"))
    assert "Јелах" not in str(book)
    assert "Тешањ" in str(sheets(client_of(editor).get("/sr" + REPORT_TABLE)))


def test_few_queries_for_many_people(client_of, places, editor, theme):
    def asked():
        client = client_of(editor)
        client.get(REPORT)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(REPORT).status_code == 200
        return len(queries)

    there(held(places.savez, themes=[theme]), 3, places.jelah)
    few = asked()
    for number in range(4):
        sign_up = held(places.savez, years_ago=number, themes=[theme])
        there(sign_up, 30, places.klasnice, gender="m")
        mine(person(number), sign_up)
    assert asked() == few <= 16
