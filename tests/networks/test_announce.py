"""Announcing a meeting, changing and cancelling it: what is asked, who may, who is told."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from networks import announcing
from networks.models import Meeting
from notifications.delivery import why_not
from notifications.letters import message_for, put_into_words
from notifications.models import Notification, OutgoingMail
from tests import factories
from tests.at_once import at_once
from tests.markup import text_of, valid
from tests.networks.meeting import ANNOUNCE, in_days, typed

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_form(desk, prefix):
    valid(desk.get(prefix + ANNOUNCE))


def announced(desk, **fields):
    desk.post(ANNOUNCE, typed(**fields))
    return Meeting.objects.get()


def test_announced(desk, client, leader, coordinator, network, url):
    made = announced(desk, lead="Ko je upisan.", body="Ponesite statut.", link="https://sastanak.example.ba/x")
    assert (made.status, made.author, made.audience, made.network) == ("published", leader, "public", network)
    assert (made.day, made.starts.hour, made.finishes.minute) == (in_days(10), made.starts.hour, 30)
    assert list(made.agenda.values_list("position", "title", "speaker", "minutes")) == [
        (1, "Imovina", "Lejla Begić", 30)
    ]
    page = text_of(client.get(made.get_absolute_url()))
    assert all(
        words in page
        for words in ("Sastanak o imovini", "Ko je upisan.", "od 10:00 do 12:30", "Doboj", "Imovina", "30 minuta")
    )
    assert "sastanak.example.ba" not in client.get(made.get_absolute_url()).content.decode()
    assert "Sastanak o imovini" in text_of(client.get(url))
    assert "Sastanak o imovini" in text_of(client.get(f"{url}sastanci/"))
    told = Notification.objects.get()
    assert (told.user, told.kind, told.fact("outcome")) == (coordinator, "meeting", "meeting_announced")


def test_the_mail_invites_with_the_calendar(desk, coordinator):
    made = announced(desk, link="https://sastanak.example.ba/x")
    mail = OutgoingMail.objects.get()
    words = put_into_words(mail)
    assert "Sastanak o imovini" in words.subject
    assert all(
        text in words.text
        for text in ("1. Imovina (Lejla Begić)", "https://sastanak.example.ba/x", made.get_absolute_url())
    )
    assert "https://sastanak.example.ba/x" in words.html
    (file,) = [one for one in message_for(mail).attachments if "ics" in str(one)]
    assert "SUMMARY:Sastanak o imovini" in str(file)
    assert "https://sastanak.example.ba/x" in str(file)


def test_without_hours_and_without_a_day(desk):
    desk.post(ANNOUNCE, typed(begins="", ends=""))
    desk.post(ANNOUNCE, typed(day="", begins="", ends="", day_note="u drugoj polovini maja", title="Drugi"))
    assert set(Meeting.objects.values_list("day", "starts", "day_note")) == {
        (in_days(10), None, ""), (None, None, "u drugoj polovini maja"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "Upišite naziv"),
        ({"day": ""}, "Navedite koji je to dan"),
        ({"day": "31.2.2027"}, "Takav datum ne postoji"),
        ({"day": "1980-01-01"}, "Takav datum ne postoji"),
        ({"day": "", "day_note": "u maju"}, "Sati idu uz dan"),
        ({"begins": ""}, "Napišite kada počinje"),
        ({"ends": "09:00"}, "Mora završiti poslije početka"),
        ({"begins": "x"}, "17:30"),
        ({"day": "2027-03-28", "begins": "02:30", "ends": "04:00"}, "Tog dana nema tog sata"),
        ({"link": "javascript:alert(1)"}, None),
        ({"agenda-0-title": ""}, "Napišite o čemu je riječ"),
        ({"agenda-0-minutes": "0"}, "Upišite cijeli broj"),
        ({"lead": "a" * 301}, None),
        ({"others": "99999"}, None),
    ],
)
def test_bad_input_is_said_and_kept(desk, fields, words):
    answer = desk.post(ANNOUNCE, typed(body="Ovo ostaje.") | fields)
    valid(answer)
    assert answer.status_code == 200
    assert "Ovo ostaje." in answer.content.decode()
    if words:
        assert words in text_of(answer)
    assert not Meeting.objects.exists()


def test_one_more_item(desk):
    answer = desk.post(ANNOUNCE, typed(title="", add_item="1"))
    valid(answer)
    page = answer.content.decode()
    assert 'name="agenda-1-title"' in page
    assert 'value="Imovina"' in page
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("total", ["", "x", "-1", "99999"])
def test_a_number_of_items_that_is_none(desk, total):
    assert desk.post(ANNOUNCE, typed(**{"agenda-TOTAL_FORMS": total, "add_item": "1"})).status_code == 200
    desk.post(ANNOUNCE, typed(**{"agenda-TOTAL_FORMS": total}))


@pytest.mark.parametrize("who", ["client", "outside", "inside"])
def test_its_coordinator_alone_announces(request, who, network):
    browser = request.getfixturevalue(who)
    assert browser.get(ANNOUNCE).status_code in {302, 403}
    browser.post(ANNOUNCE, typed())
    assert not Meeting.objects.exists()


def test_the_same_form_twice_is_one(desk):
    data = typed()
    first, second = desk.post(ANNOUNCE, data), desk.post(ANNOUNCE, data)
    assert first["Location"] == second["Location"]
    assert Meeting.objects.count() == 1
    assert Notification.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_once(network, leader):
    once = uuid4()

    def announce():
        by = factories.User.objects.get(pk=leader.pk)
        values = {"title": "Sastanak", "day": in_days(3)}
        return announcing.announce(network, by, once, "bs", values, [], [], is_inside=False).pk

    assert len(set(at_once(announce, announce))) == 1


# -- together with another network ------------------------------------------------------------------------------------------


@pytest.fixture
def other(newcomer):
    return factories.make_network("Mreža praktičara", newcomer)


def test_members_of_both_are_invited(desk, client, client_of, other, newcomer, coordinator):
    made = announced(desk, others=[other.pk])
    assert {one.user for one in Notification.objects.all()} == {coordinator, newcomer}
    page = text_of(client_of(newcomer).get(made.get_absolute_url()))
    assert "Dolazite li?" in page
    assert "Mreža praktičara" in page
    assert "Sastanak o imovini" in text_of(client.get("/mreze/mreza-prakticara/"))


def test_not_inside_one_of_them(desk, other):
    answer = desk.post(ANNOUNCE, typed(others=[other.pk], is_inside="on"))
    assert "objavljuje se svima" in text_of(answer)
    assert not Meeting.objects.exists()


# -- inside the network -----------------------------------------------------------------------------------------------------


def test_inside_it_reaches_members_alone(desk, inside, client, outside, network, url, staff_client_of, moderator):
    made = announced(desk, is_inside="on", title="Kvrgavi sastanak")
    assert (made.audience, made.organisation) == ("organisation", network.organisation)
    assert "Kvrgavi" in text_of(inside.get(url))
    others = [client, outside, staff_client_of(moderator)]
    for browser in others:
        for path in (
            url,
            f"{url}sastanci/",
            f"{url}kalendar.ics",
            "/pretraga/?q=kvrgavi",
            "/sitemap-meetings.xml",
            "/mreze/",
            "/moderacija/",
        ):
            assert "Kvrgavi" not in browser.get(path).content.decode(), path
        for path in ("", "uredi/", "otkazivanje/", "prisustvo/", "kalendar.ics"):
            found = browser.get(made.get_absolute_url() if not path else f"{url}sastanci/{made.pk}/{path}")
            assert found.status_code in {302, 404}, path
        assert browser.get(f"/mreze/sastanci/{made.pk}-x/").status_code == 404
        assert browser.post(f"{url}sastanci/{made.pk}/dolazak/", {"says": "yes"}).status_code in {302, 404}
    assert not made.answers.exists()


# -- changing ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def meeting(desk):
    return announced(desk)


def edit(desk, meeting, **fields):
    return desk.post(
        f"/mreze/mreza-koordinatora/sastanci/{meeting.pk}/uredi/", typed(version=str(meeting.version)) | fields
    )


def test_changed(desk, meeting, coordinator):
    valid(desk.get(f"/mreze/mreza-koordinatora/sastanci/{meeting.pk}/uredi/"))
    edit(desk, meeting, title="Sastanak o domovima", day=in_days(12).isoformat())
    meeting.refresh_from_db()
    assert (meeting.title, meeting.day, meeting.version) == ("Sastanak o domovima", in_days(12), 2)
    assert Notification.objects.filter(user=coordinator).latest("pk").fact("outcome") == "meeting_changed"


def test_a_word_is_no_news(desk, meeting):
    edit(desk, meeting, title="Sastanak o domovima")
    assert Notification.objects.count() == 1


def test_the_agenda(desk, meeting):
    edit(desk, meeting, **typed((("Domovi", "", ""), ("Razno", "", "5")), version="1"))
    assert list(meeting.agenda.values_list("position", "title", "minutes")) == [(1, "Domovi", None), (2, "Razno", 5)]


def test_what_another_window_saved_is_not_lost(desk, meeting):
    edit(desk, meeting, title="Prvi")
    answer = edit(desk, meeting, title="Drugi")
    valid(answer)
    assert answer.status_code == 409
    assert "Prvi" in text_of(answer)
    assert 'value="Drugi"' in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.title == "Prvi"


def test_who_may_change_it(desk, inside, outside, client_of, meeting, network, staff_client_of, moderator):
    colleague = factories.make_user("kolega@example.ba")
    factories.make_mandate(colleague, "editor", network.organisation)
    for browser in (inside, outside, client_of(colleague)):
        assert edit(browser, meeting, title="Tuđe").status_code == 403
    assert edit(staff_client_of(moderator), meeting, title="Ispravljeno").status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title, meeting.version) == ("Ispravljeno", 2)


def test_to_members_alone_and_back(desk, client, meeting, network):
    edit(desk, meeting, is_inside="on")
    assert client.get(meeting.get_absolute_url()).status_code == 404
    meeting.refresh_from_db()
    edit(desk, meeting)
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_who_reads_it_is_settled_with_its_first_conclusion(desk, meeting):
    factories.make_conclusion(meeting)
    edit(desk, meeting, is_inside="on")
    meeting.refresh_from_db()
    assert meeting.audience == "public"


# -- cancelling and withdrawing ---------------------------------------------------------------------------------------------


def test_cancelled_with_a_reason(desk, client, meeting, coordinator, url):
    path = f"{url}sastanci/{meeting.pk}/otkazivanje/"
    valid(desk.get(path))
    assert "Upišite zašto" in text_of(desk.post(path, {"why": " "}))
    invitation = OutgoingMail.objects.get()
    desk.post(path, {"why": "Snijeg"})
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "Sastanak je otkazan" in page
    assert "Snijeg" in page
    assert why_not(OutgoingMail.objects.get(pk=invitation.pk)), "the invitation does not leave any more"
    told = OutgoingMail.objects.latest("created")
    assert "Snijeg" in put_into_words(told).text
    assert "STATUS:CANCELLED" in str(message_for(told).attachments)
    assert desk.get(path).status_code == 403
    assert edit(desk, meeting).status_code == 403


def test_one_that_has_been_is_not_cancelled(desk, network, leader, url):
    made = factories.make_meeting(network, leader, day=date(2025, 3, 1))
    assert desk.get(f"{url}sastanci/{made.pk}/otkazivanje/").status_code == 403


def test_withdrawn_and_brought_back(desk, client, meeting, url):
    desk.post(f"{url}sastanci/{meeting.pk}/povlacenje/")
    assert client.get(meeting.get_absolute_url()).status_code == 404
    valid(desk.get(meeting.get_absolute_url()))
    desk.post(f"{url}sastanci/{meeting.pk}/vracanje/")
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_not_with_conclusions(desk, meeting, url):
    factories.make_conclusion(meeting)
    assert desk.post(f"{url}sastanci/{meeting.pk}/povlacenje/").status_code == 403


def test_of_another_network_it_is_not_there(desk, meeting, leader):
    factories.make_network("Druga mreža", coordinator=leader)
    for path in ("uredi/", "otkazivanje/", "prisustvo/", "kalendar.ics"):
        assert desk.get(f"/mreze/druga-mreza/sastanci/{meeting.pk}/{path}").status_code == 404, path
    assert desk.get(f"/mreze/druga-mreza/sastanci/{meeting.pk}-x/")["Location"] == meeting.get_absolute_url()


def test_who_left_gets_no_mail(desk, inside, coordinator, meeting, url):
    mail = OutgoingMail.objects.get()
    assert why_not(mail) == ""
    inside.post(f"{url}izlazak/")
    assert why_not(OutgoingMail.objects.select_related("reader", "notification").get(pk=mail.pk))
    assert timezone.now()
