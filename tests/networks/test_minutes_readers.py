"""Who reads the minutes of a meeting and acts on them: each role at each address, the draft, the line, what it costs."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from networks import minutes_policy, minuting
from networks.minutes_draft import draft_of
from networks.models import AgendaItem, Attendee, Joint, Meeting, Minutes, Remark
from networks.models.meetings import SARAJEVO
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid
from tests.networks.recording import SAID, STATES, met, page_of, recorded, remarked

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]
ROLES = ("client", "outside", "inside", "there", "elsewhere", "moderating")
READS = {  # 302: asked to sign in
    "client": {"public": 200} | dict.fromkeys(("none", "draft", "open", "closed", "adopted"), 302),
    "outside": {"public": 200},
    "elsewhere": {"public": 200},
    "moderating": {"public": 200},
    "inside": {"adopted": 200, "public": 200},
    "there": {"open": 200, "closed": 200, "adopted": 200, "public": 200},
}
ACTS = ("uredi/", "primjedbe/", "usvajanje/", "1/objava/", "primjedbe/{remark}/")


@pytest.fixture
def meeting(network, newcomer):
    return met(network, newcomer)


@pytest.fixture
def browser(request, network, client_of, newcomer, moderator):
    """By the name of a role."""

    def of(role):
        if role == "there":
            return client_of(newcomer)
        if role == "elsewhere":
            user = factories.make_user("druga@example.ba")
            factories.make_network("Druga mreža", coordinator=user)
            return client_of(user)
        return client_of(moderator) if role == "moderating" else request.getfixturevalue(role)

    return of


@pytest.mark.parametrize("state", STATES)
def test_who_reads(browser, meeting, newcomer, state):
    made = recorded(meeting, state)
    if state == "closed":
        remarked(made, newcomer, "Kvrgava primjedba.")
    for role in ROLES:
        answer = browser(role).get(page_of(meeting))
        assert answer.status_code == READS[role].get(state, 404), role
        assert (SAID in answer.content.decode()) == (answer.status_code == 200), role
        assert ("Kvrgava primjedba." in answer.content.decode()) == (role == "there" and state == "closed"), role


@pytest.mark.parametrize("state", STATES)
def test_who_acts(browser, meeting, newcomer, state):
    """Nobody but a coordinator of the network: 404 where they may not know of the minutes, 403 where they may not act."""
    made = recorded(meeting, state)
    number = remarked(made, newcomer).pk if state in {"open", "closed"} else 1
    for role in ROLES:
        who, knows = browser(role), role != "client" and READS[role].get(state, 404) == 200
        expected = 302 if role == "client" else 403 if knows else 404
        for rest in ACTS:
            path = page_of(meeting, rest.format(remark=number))
            sent = {"text": "Moje.", "version": "1", "is_taken": "yes", "is_public": "1"}
            assert who.post(path, sent).status_code == expected, (role, rest)
            if rest not in {"primjedbe/", "1/objava/"}:
                assert who.get(path).status_code == expected, (role, rest)
        if role != "there":
            assert who.post(page_of(meeting, "primjedba/"), {"text": "Moje."}).status_code == expected, role
            assert not Remark.objects.filter(text="Moje.").exists(), role
    assert list(Minutes.objects.values_list("text", flat=True)) == ([] if made is None else [SAID])
    assert not Notification.objects.exists()
    if made is not None:
        before = made.state, made.is_public, made.version
        made.refresh_from_db()
        assert (made.state, made.is_public, made.version) == before


@pytest.mark.parametrize("state", STATES)
def test_its_coordinator(desk, meeting, state):
    """Reads all, and says nothing as one who was there."""
    recorded(meeting, state)
    for rest in ("", "uredi/", "usvajanje/"):
        assert desk.get(page_of(meeting, rest)).status_code == 200
    answer = desk.post(page_of(meeting, "primjedba/"), {"text": "Moje.", "once": str(uuid4())})
    assert answer.status_code == 403
    for rest in ("primjedbe/", "1/objava/"):
        assert desk.get(page_of(meeting, rest)).status_code == 405


@pytest.mark.parametrize("state", ["open", "closed", "adopted"])
def test_remarks_within_seven_days_alone(browser, meeting, newcomer, state):
    recorded(meeting, state)
    answer = browser("there").post(page_of(meeting, "primjedba/"), {"text": "Moje.", "once": str(uuid4())})
    assert answer.status_code == (302 if state == "open" else 409)
    assert Remark.objects.count() == (state == "open")


def test_actions_ask_who_it_is(meeting, network, member, newcomer, coordinator):
    made = recorded(meeting, "open")
    one = remarked(made, newcomer)
    for by in (member, newcomer, coordinator):
        for move in (
            lambda by=by: minuting.write(meeting, by, "Moje.", 1),
            lambda by=by: minuting.open_to_remarks(meeting, by),
            lambda by=by: minuting.answer(one, by, "", is_taken=True),
            lambda by=by: minuting.adopt(meeting, by, is_public=True, version=1),
            lambda by=by: minuting.publish(made, by, is_public=True),
        ):
            with pytest.raises(minuting.PermissionDenied):
                move()
    for by in (member, coordinator):
        with pytest.raises(minuting.PermissionDenied):
            minuting.remark(made, by, "Moje.", uuid4())
        assert not minutes_policy.can_remark(by, made)
    assert minutes_policy.can_remark(newcomer, made)


@pytest.mark.parametrize("state", STATES)
def test_of_a_private_meeting_nothing_leaves_the_network(browser, network, newcomer, desk, state):
    """Not to somebody either who was there as a guest and does not see the meeting."""
    meeting = met(network, newcomer, audience="organisation", organisation=network.organisation)
    recorded(meeting, state)
    for role in ("client", "outside", "there", "elsewhere", "moderating"):
        who = browser(role)
        assert who.get(page_of(meeting)).status_code == 404, role
        for rest in ("uredi/", "primjedba/", "usvajanje/"):
            assert who.get(page_of(meeting, rest)).status_code == (302 if role == "client" else 404)
    assert desk.get(page_of(meeting)).status_code == 200


def test_who_was_there_and_does_not_see_the_meeting_is_told_nothing(desk, network, newcomer, coordinator):
    inner = met(network, newcomer, coordinator, audience="organisation", organisation=network.organisation)
    recorded(inner, "draft")
    desk.post(page_of(inner, "primjedbe/"))
    assert [one.user for one in Notification.objects.all()] == [coordinator]


def test_two_networks_keep_them_together(meeting, client_of):
    leads, belongs = factories.make_user("vodi2@example.ba"), factories.make_user("clan2@example.ba")
    other = factories.make_network("Druga mreža", belongs, coordinator=leads)
    Joint.objects.create(meeting=meeting, network=other)
    recorded(meeting, "draft")
    assert client_of(leads).post(page_of(meeting, "primjedbe/")).status_code == 302
    assert Minutes.objects.get().state == "open"
    assert client_of(belongs).get(page_of(meeting)).status_code == 404, "no member was asked who was not there"
    minuting.remark(Minutes.objects.get(), factories.User.objects.get(email="novi@example.ba"), "Tako je.", uuid4())
    told = Notification.objects.filter(facts__outcome="minutes_remark")
    assert {one.user.email: one.facts["inside"] for one in told} == {
        "vodi@example.ba": meeting.network_id,
        "vodi2@example.ba": other.pk,
    }


def test_a_member_of_the_other_network_reads_what_is_adopted(meeting, client_of):
    belongs = factories.make_user("clan2@example.ba")
    Joint.objects.create(meeting=meeting, network=factories.make_network("Druga mreža", belongs))
    recorded(meeting, "adopted")
    assert client_of(belongs).get(page_of(meeting)).status_code == 200


def test_what_was_cancelled_has_no_minutes(desk, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(cancelled=timezone.now(), cancelled_why="Snijeg.")
    assert desk.get(page_of(meeting)).status_code == 404
    assert desk.post(page_of(meeting, "uredi/"), {"text": SAID, "version": "0"}).status_code == 404
    assert not Minutes.objects.exists()


@pytest.mark.parametrize(
    "address", ["/en/mreze/druga/sastanci/{}/zapisnik/", "/en/mreze/{slug}/sastanci/999/zapisnik/"]
)
def test_another_address(desk, meeting, address):
    recorded(meeting, "adopted")
    assert desk.get(address.format(meeting.pk, slug=meeting.network.slug)).status_code == 404


# -- pages -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_each_page_is_valid(desk, browser, meeting, newcomer, state):
    made, there = recorded(meeting, state), browser("there")
    rests = ["", "uredi/", "usvajanje/"]
    if state in {"open", "closed"}:
        rests.append(f"primjedbe/{remarked(made, newcomer).pk}/")
    for prefix in LANGUAGES:
        for rest in rests:
            page = desk.get(page_of(meeting, rest).replace("/en", prefix, 1))
            valid(page)
            assert page.status_code == 200
        if READS["there"].get(state) == 200:
            for rest in ("", "primjedba/"):
                valid(there.get(page_of(meeting, rest).replace("/en", prefix, 1)))


@pytest.mark.parametrize("number", [1, 3])
def test_queries(client, desk, browser, meeting, newcomer, number, django_assert_num_queries):
    made = recorded(meeting, "open")
    for one in range(number):
        remarked(made, newcomer, f"Primjedba {one}.")
    guest, path = browser("there"), page_of(meeting)
    desk.get(path), guest.get(path)
    with django_assert_num_queries(8):
        desk.get(path)
    with django_assert_num_queries(6):
        guest.get(path)
    with django_assert_num_queries(8):
        desk.get(page_of(meeting, "uredi/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_line_costs_two_statements(meeting, leader, coordinator, newcomer, member, number):
    for one in range(1, number + 1):
        recorded(meeting, "adopted", number=one, reason="Greška." if one > 1 else "")
    for user in (leader, coordinator, newcomer, member):
        found = Meeting.objects.select_related("network__organisation").get(pk=meeting.pk)
        reader = factories.User.objects.get(pk=user.pk)
        reader.active_mandates  # noqa: B018 - the page has asked before
        with CaptureQueriesContext(connection) as queries:
            minuting.shown(found, reader)
        assert len(queries) <= 2


@pytest.mark.parametrize(
    ("state", "mine", "members", "came"),
    [
        ("none", "The minutes are not begun yet. Write the minutes", "", ""),
        ("draft", "being written Read the minutes", "", ""),
        ("open", "open to remarks until", "", "open to remarks until"),
        ("closed", "not adopted yet Read the minutes", "", "not adopted yet Read the minutes"),
        ("adopted", "adopted Read the minutes", "adopted Read the minutes", "adopted Read the minutes"),
    ],
)
def test_the_line(meeting, leader, coordinator, newcomer, state, mine, members, came):
    recorded(meeting, state)
    for user, expected in ((leader, mine), (coordinator, members), (newcomer, came)):
        with translation.override("en"):
            line = render_to_string("networks/minutes_line.html", {"minutes": minuting.shown(meeting, user)})
        words = text_of(HttpResponse(f"<main>{line}</main>"))
        assert expected in words
        assert bool(expected) == bool(words)


# -- the draft ---------------------------------------------------------------------------------------------------------------


def test_the_draft_says_what_is_known(desk, network, places, coordinator, newcomer):
    starts, ends = (datetime(2026, 3, 12, hour, tzinfo=SARAJEVO) for hour in (10, 12))
    meeting = met(network, day=date(2026, 3, 12), starts=starts, finishes=ends, title="Imovina i katastar")
    Attendee.objects.create(meeting=meeting, person=coordinator, municipality=places.tesanj)
    Attendee.objects.create(meeting=meeting, name="Ana Anić", municipality=places.tesanj)
    Attendee.objects.create(meeting=meeting, person=newcomer, comes_from="Savez")
    Attendee.objects.create(meeting=meeting, name="Gost")
    Attendee.objects.create(meeting=meeting)
    AgendaItem.objects.create(meeting=meeting, position=5, title="Razno")
    AgendaItem.objects.create(meeting=meeting, position=2, title="Imovina", speaker="L. Begić")
    factories.make_conclusion(meeting, body="Upisati sve domove.")
    factories.make_conclusion(meeting, title="Skriven", status="hidden")
    with translation.override("en"):
        text = draft_of(Meeting.objects.get(pk=meeting.pk))
    assert text.split("\n\n") == [
        "MINUTES\nImovina i katastar\nMreža koordinatora",
        "Day: 12 March 2026\nBeginning: 10:00\nPlace: Doboj",
        "Present: 5\n- Savez: Novi Član\n- Tešanj: Ana Anić, Lejla Begić\n- Gost",
        "AGENDA\n1. Imovina (L. Begić)\n2. Razno",
        "COURSE OF THE MEETING",
        "1. Imovina\n…",
        "2. Razno\n…",
        "CONCLUSIONS",
        f"1. Upisati domove u katastar\nUpisati sve domove.\nSent to: {places.savez.name}",
        "End: 12:00",
        "Minutes taken by: …",
    ]
    page = desk.get(page_of(meeting, "uredi/"))
    valid(page)
    assert "2. Razno" in page.content.decode()
    assert not Minutes.objects.exists(), "looking writes nothing"


def test_of_a_meeting_of_which_little_is_known(network):
    meeting = met(network, day=None, day_note="negdje u proljeće", held_in="")
    with translation.override("en"):
        text = draft_of(meeting)
    assert "Day: negdje u proljeće" in text
    assert "Present" not in text
    assert "AGENDA" not in text
    assert "CONCLUSIONS" not in text
    assert "End: …" in text
