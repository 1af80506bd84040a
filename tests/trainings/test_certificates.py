"""Certificates: who gets one, what the worker does, revoking, issuing anew, the paper, whose it is; what the database refuses."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from notifications.models import Notification, OutgoingMail
from register.models import Organisation
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.certifying import GoesOn, attend, issued, make_certificate, over
from tests.trainings.quizzing import RIGHT, WRONG, given, make_quiz
from tests.trainings.signing import opened
from text.languages import find
from trainings import attendance, certificates, links, quizzes
from trainings.codes import SIGNS
from trainings.models import Attendance, Certificate, CertificateYear, Registration, Session, SignUp
from trainings.paper import address_of, certificate_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(places):
    made = factories.make_user("urednica@example.ba", name="Urednica")
    factories.make_mandate(made, "editor", places.savez)
    return made


@pytest.fixture
def sign_up(places, editor, member):
    """One person with an account and two without were there, one was not."""
    sign_up = over(places.savez, author=editor, people=4, came=2)
    mine = sign_up.registrations.order_by("pk").last()
    Registration.objects.filter(pk=mine.pk).update(person=member, name="Amra Hodžić", email="")
    attend([mine])
    return sign_up


def url(sign_up):
    return f"/obuke/{sign_up.pk}/potvrde/"


def texts(body):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages).split())


# -- issuing -----------------------------------------------------------------------------------------------------------


def test_the_worker_issues_what_the_organiser_ordered(client_of, editor, member, sign_up):
    client = client_of(editor)
    page = text_of(client.get(url(sign_up)))
    assert [name in page for name in ("Osoba 0", "Osoba 1", "Amra Hodžić")] == [True] * 3
    for _ in range(2):  # pressed twice
        assert client.post(url(sign_up), {"issue": "1"}).status_code == 302
    assert sign_up.orders.count() == 1
    assert not Certificate.objects.exists()
    certificates.issue_all(GoesOn())
    made = list(Certificate.objects.order_by("number"))
    year = timezone.localdate().year
    assert [one.numbered for one in made] == [f"{number}/{year}" for number in (1, 2, 3)]
    assert {one.registration.name for one in made} == {"Osoba 0", "Osoba 1", "Amra Hodžić"}
    assert all(set(one.code) <= set(SIGNS) and len(one.code) == 28 for one in made)
    assert Notification.objects.filter(user=member, facts__outcome="certificate").count() == 1
    assert OutgoingMail.objects.filter(context__outcome="certificate").count() == 2
    certificates.issue_all(GoesOn())
    assert client.post(url(sign_up), {"issue": "1"}).status_code == 302  # all have one
    assert (Certificate.objects.count(), sign_up.orders.filter(done=None).count()) == (3, 0)


def test_a_worker_that_is_killed_goes_on_where_it_was(sign_up):
    sign_up.orders.create()
    for pieces in (1, 1, 0):
        certificates.issue_all(GoesOn(pieces))
        assert sign_up.orders.get().done is None
    assert Certificate.objects.count() == 2
    certificates.issue_all(GoesOn())
    assert [one.number for one in Certificate.objects.order_by("number")] == [1, 2, 3]
    assert sign_up.orders.get().done is not None


def test_numbers_begin_anew_with_the_year(sign_up):
    CertificateYear.objects.create(year=timezone.localdate().year - 1, last=40)
    assert [one.number for one in issued(sign_up)] == [1, 2, 3]


@pytest.mark.parametrize("why", ["cancelled", "sessions", "nobody"])
def test_when_none_can_be_issued(client_of, editor, sign_up, why):
    if why == "cancelled":
        type(sign_up.training).objects.update(cancelled=timezone.now())
    elif why == "sessions":
        Session.objects.update(closed=None)
    else:
        Attendance.objects.all().delete()
    client_of(editor).post(url(sign_up), {"issue": "1"})
    assert not sign_up.orders.exists()
    assert issued(sign_up) == [] or why != "nobody"


def test_so_many_sessions_as_the_organiser_asks_for(client_of, editor, sign_up):
    day = timezone.localdate()
    Session.objects.create(training=sign_up.training, position=2, day=day, closed=timezone.now())
    assert not certificates.earned(sign_up).exists()
    client = client_of(editor)
    assert "least_sessions" in client.post(url(sign_up), {"require": "1", "least_sessions": "2"}).context["form"].errors
    client.post(url(sign_up), {"require": "1", "least_sessions": "1"})
    sign_up.refresh_from_db()
    assert sign_up.least_sessions == 1
    made = issued(sign_up)
    assert {(one.sessions, one.sessions_of) for one in made} == {(1, 2)}


def test_a_passed_quiz_where_it_is_asked_for(client_of, editor, sign_up):
    quiz = make_quiz(sign_up.pk)
    SignUp.objects.update(needs_quiz=True)
    sign_up.refresh_from_db()
    people = list(sign_up.registrations.filter(attendances__came=True).order_by("pk"))
    for one, answers in zip(people, [RIGHT, WRONG, RIGHT], strict=True):
        quizzes.take(quiz, "after", given(quiz, answers), uuid4(), registration=one)
    assert "položenog kviza" in text_of(client_of(editor).get(url(sign_up)))
    made = issued(sign_up)
    assert [one.registration for one in made] == [people[0], people[2]]
    assert all(one.with_quiz for one in made)
    assert "položen" in texts(certificate_pdf(made[0], find("bs")))
    with pytest.raises(IntegrityError, match="certificate_without_quiz"), transaction.atomic():
        certificates._write(people[1], None, certificates.facts_of(sign_up))


# -- what the database refuses -----------------------------------------------------------------------------------------


def test_no_certificate_without_attendance(sign_up):
    missed = Registration.objects.get(name="Osoba 2")
    with pytest.raises(IntegrityError, match="certificate_without_attendance"):
        certificates._write(missed, None, certificates.facts_of(sign_up), sessions=1)


def test_who_has_a_certificate_was_there(sign_up):
    one = issued(sign_up)[0]
    for change in (
        lambda: one.registration.attendances.update(came=False),
        lambda: one.registration.attendances.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="attendance_of_a_certificate"), transaction.atomic():
            change()
    one.revoked, one.revoked_why = timezone.now(), "Nije bila"
    one.save()
    assert one.registration.attendances.update(came=False) == 1


@pytest.mark.parametrize(
    "values",
    [{"title": "Drugo"}, {"number": 9}, {"code": "A" * 28}, {"issuer": "Drugi"}, {"revoked": timezone.now()},
     {"name_latin": ""}, {"sessions": 5}],
)  # fmt: skip
def test_what_it_says_stays(values):
    one = make_certificate()
    with pytest.raises(Exception, match=r"certificate_|Cannot update"), transaction.atomic():
        Certificate.objects.filter(pk=one.pk).update(**values)


def test_it_is_neither_deleted_nor_valid_again_nor_there_twice(sign_up):
    one = issued(sign_up)[0]
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        one.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        certificates._write(one.registration, None, certificates.facts_of(sign_up))
    Certificate.objects.filter(pk=one.pk).update(revoked=timezone.now(), revoked_why="Greška")
    with pytest.raises(IntegrityError, match="certificate_stays_revoked"), transaction.atomic():
        Certificate.objects.filter(pk=one.pk).update(revoked=None, revoked_why="")


# -- revoking, issuing anew --------------------------------------------------------------------------------------------


def test_revoking_with_a_reason(client_of, editor, member, sign_up):
    one = next(one for one in issued(sign_up) if one.registration.person)
    client, page = client_of(editor), f"/obuke/potvrde/{one.pk}/opoziv/"
    assert "reason" in client.post(page, {"reason": " "}).context["form"].errors
    client.post(page, {"reason": "Pogrešna osoba"})
    one.refresh_from_db()
    assert (one.revoked is not None, one.revoked_by, one.revoked_why) == (True, editor, "Pogrešna osoba")
    assert Notification.objects.filter(user=member, facts__outcome="certificate_revoked").count() == 1
    assert client.post(page, {"reason": "Opet"}).status_code == 302
    one.refresh_from_db()
    assert one.revoked_why == "Pogrešna osoba"
    assert issued(sign_up)[-1].number == 3  # nobody gets another by the next order


def test_issuing_anew_with_another_name(client_of, editor, sign_up):
    one = issued(sign_up)[0]
    client, page = client_of(editor), f"/obuke/potvrde/{one.pk}/nova/"
    assert 'value="Osoba 0"' in client.get(page).content.decode()
    wrong = client.post(page, {"latin": "Џон", "cyrillic": "John", "reason": ""}).context["form"].errors
    assert set(wrong) == {"latin", "cyrillic", "reason"}
    client.post(page, {"latin": "John Smith", "cyrillic": "Џон Смит", "reason": "Ime"})
    new = Certificate.objects.get(replaces=one)
    assert (new.number, new.name_latin, new.name_cyrillic, new.is_valid) == (4, "John Smith", "Џон Смит", True)
    assert new.code != one.code
    one.refresh_from_db()
    assert (one.is_valid, one.name_latin) == (False, "Osoba 0")
    client.post(page, {"latin": "John Smith", "cyrillic": "Џон Смит", "reason": "Ime"})
    assert Certificate.objects.count() == 4


def test_the_name_in_both_scripts_as_the_person_writes_it(client_of, member, sign_up):
    mine = Registration.objects.get(person=member)
    page = f"/obuke/prijave/{mine.pk}/"
    assert 'value="Амра Хоџић"' in client_of(member).get(page).content.decode()
    client_of(member).post(page, {"names": "1", "latin": "Anne Smith", "cyrillic": "Ен Смит"})
    one = next(one for one in issued(sign_up) if one.registration_id == mine.pk)
    assert (one.name_latin, one.name_cyrillic) == ("Anne Smith", "Ен Смит")
    client_of(member).post(page, {"names": "1", "latin": "Druga Osoba", "cyrillic": "Друга Особа"})
    mine.refresh_from_db()
    assert mine.name == "Anne Smith"


# -- who may -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["visitor", "member", "neighbour", "stranger", "moderator", "colleague"])
def test_who_may(request, client, client_of, staff_client_of, places, sign_up, who):
    mine, *_ = [one for one in issued(sign_up) if one.registration.person] + [None]
    pages = {
        url(sign_up): {"colleague"},
        f"/obuke/potvrde/{mine.pk}/opoziv/": {"colleague"},
        f"/obuke/potvrde/{mine.pk}/nova/": {"colleague"},
        f"/obuke/potvrde/{mine.pk}/potvrda.pdf": {"colleague", "member"},
    }
    if who == "visitor":
        assert {client.get(page).status_code for page in pages} == {302}
        return
    another = Organisation.objects.create(slug="drugi", kind="association", name="Drugi savez")

    def editor_of(organisation):
        made = factories.make_user("kolega@example.ba", name="Kolega")
        factories.make_mandate(made, "editor", organisation)
        return made

    made = {"stranger": lambda: editor_of(another), "colleague": lambda: editor_of(places.savez)}
    user = made[who]() if who in made else request.getfixturevalue(who)
    client = (staff_client_of if who == "moderator" else client_of)(user)
    for page, allowed in pages.items():
        assert client.get(page).status_code == (200 if who in allowed else 404), page
    if who != "colleague":
        client.post(f"/obuke/potvrde/{mine.pk}/opoziv/", {"reason": "Ne"})
        client.post(f"/obuke/potvrde/{mine.pk}/nova/", {"latin": "A", "cyrillic": "А", "reason": "Ne"})
        client.post(url(sign_up), {"issue": "1", "require": "1"})
        assert (Certificate.objects.valid().count(), sign_up.orders.count()) == (3, 1)


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_the_pages(client_of, editor, member, sign_up, prefix):
    client = client_of(editor)
    valid(client.get(prefix + url(sign_up)))
    one = next(one for one in issued(sign_up) if one.registration.person)
    for page in (url(sign_up), f"/obuke/potvrde/{one.pk}/opoziv/", f"/obuke/potvrde/{one.pk}/nova/"):
        valid(client.get(prefix + page))
    valid(client_of(member).get(f"{prefix}/obuke/prijave/{one.registration_id}/"))


def test_few_queries_for_many_people(client_of, editor, places):
    sign_up = over(places.savez, author=editor, people=90, came=60)
    issued(sign_up)
    client = client_of(editor)
    client.get(url(sign_up))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url(sign_up)).status_code == 200
    assert len(queries) <= 15, [one["sql"][:150] for one in queries]


# -- the paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "name", "word", "tongue"),
    [("bs", "Amra Hodžić", "Potvrda", "bs"), ("sr", "Амра Хоџић", "Потврда", "sr"), ("hr", "Amra Hodžić", "Potvrda", "hr"),
     ("en", "Amra Hodžić", "Certificate", "en")],
)  # fmt: skip
def test_the_pdf_in_both_scripts(member, sign_up, code, name, word, tongue):
    one = next(one for one in issued(sign_up) if one.registration.person)
    body = certificate_pdf(one, find(code))
    assert certificate_pdf(one, find(code)) == body
    text = texts(body)
    assert name in text
    assert word in text
    assert one.numbered in text
    assert one.spelled in text
    catalog = PdfReader(BytesIO(body)).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == tongue
    assert "/StructTreeRoot" in catalog


def test_a_name_is_text_in_the_pdf_and_nothing_else():
    bad = '#read("/etc/passwd") $x$ \\ "data" *debelo*'
    one = make_certificate(name=bad)
    assert one.name_latin == bad
    assert bad.replace("\\", "").split()[0] in texts(certificate_pdf(one, find("bs")))
    reader = PdfReader(BytesIO(certificate_pdf(one, find("bs"))))
    assert "root:" not in texts(certificate_pdf(one, find("bs")))
    assert not reader.attachments


def test_whose_it_is_gets_the_paper(client, client_of, member, sign_up):
    made = issued(sign_up)
    mine = next(one for one in made if one.registration.person)
    answer = client_of(member).get(f"/obuke/potvrde/{mine.pk}/potvrda.pdf?pismo=cirilica")
    assert answer["Content-Type"] == "application/pdf"
    assert "cirilica.pdf" in answer["Content-Disposition"]
    assert "Амра Хоџић" in texts(answer.content)
    guest = made[0]
    key = links.own_url(guest.registration)
    assert "Osoba 0" in texts(client.get(links.paper_url(guest)).content)
    assert "potvrda.pdf" in client.get(key).content.decode()
    assert client.get(links.paper_url(guest).replace("/prijave/", "/prijave/x")).status_code == 404
    Certificate.objects.filter(pk=guest.pk).update(revoked=timezone.now(), revoked_why="Ne")
    assert client.get(links.paper_url(guest)).status_code == 404


def test_the_address_on_the_paper_is_that_of_the_page(settings):
    one = make_certificate()
    assert address_of(one) == f"{settings.SITE_URL}/potvrde/{one.code}/"


def test_a_training_to_come_has_none(client_of, editor, places):
    sign_up = opened(places.savez, author=editor)
    assert certificates.obstacle(sign_up) == "sessions"


def test_what_a_certificate_says_is_neither_corrected_nor_unticked(client_of, editor, sign_up):
    one = issued(sign_up)[0]
    session = sign_up.training.sessions.get()
    page = f"/obuke/{sign_up.pk}/prisustvo/{session.pk}/ispravka/{one.registration_id}/"
    answer = client_of(editor).post(page, {"came": "", "reason": "Zamjena imena"})
    assert "opozovite potvrdu" in text_of(answer)
    late = [attendance.Tick(one.registration_id, came=False, moment=session.closed - timedelta(minutes=1))]
    assert attendance.tick(session, editor, late) == {one.registration_id}
    assert one.registration.attendances.get().came
    certificates.revoke(one, editor, "Zamjena imena")
    assert client_of(editor).post(page, {"came": "", "reason": "Zamjena imena"}).status_code == 302
    assert not one.registration.attendances.get().came
