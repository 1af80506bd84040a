"""The way of minutes: begun, open to remarks for seven days, adopted for good; a correction is another version."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from networks import minuting
from networks.models import Attendee, Meeting, Minutes, Remark
from notifications.models import Notification, OutgoingMail
from tests.at_once import at_once
from tests.markup import text_of, valid
from tests.networks.recording import SAID, change, met, page_of, recorded, remarked

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(network, newcomer):
    """`newcomer` was there, and is no member."""
    return met(network, newcomer)


@pytest.fixture
def there(client_of, newcomer):
    """A browser of somebody who was there."""
    return client_of(newcomer)


def told(outcome):
    rows = Notification.objects.filter(kind="network", facts__outcome=outcome)
    return set(rows.values_list("user__profile__display_name", flat=True))


def once_in(page):
    return re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]


def test_the_whole_way(desk, there, meeting, leader):
    assert "The minutes are not begun yet" in text_of(desk.get(page_of(meeting)))
    assert desk.post(page_of(meeting, "uredi/"), {"text": SAID, "version": "0"})["Location"] == page_of(meeting)
    assert "Only the coordinators see this draft" in text_of(desk.get(page_of(meeting)))

    assert desk.post(page_of(meeting, "primjedbe/"))["Location"] == page_of(meeting)
    made = Minutes.objects.get()
    assert (made.state, made.number, made.text) == ("open", 1, SAID)
    assert told("minutes_open") == {"Novi Član"}
    facts = Notification.objects.get(facts__outcome="minutes_open").facts
    assert facts["day"] == timezone.localdate(made.closes).isoformat()
    assert facts["label"] == meeting.network.name
    assert OutgoingMail.objects.count() == 1, "it cannot wait for the mail of the day"

    page = there.get(page_of(meeting))
    assert SAID in text_of(page)
    form = {"text": "Bilo je u 11.", "once": once_in(page)}
    assert there.post(page_of(meeting, "primjedba/"), form)["Location"] == page_of(meeting)
    assert told("minutes_remark") == {"Vedrana Vodić"}
    remark = Remark.objects.get()
    assert "Answer the remark" in text_of(desk.get(page_of(meeting)))

    answer = {"is_taken": "no", "words": "Tako piše u pozivu."}
    assert desk.post(page_of(meeting, f"primjedbe/{remark.pk}/"), answer)["Location"] == page_of(meeting)
    assert told("remark_answered") == {"Novi Član"}
    assert not Notification.objects.unread().filter(facts__outcome="minutes_remark").exists(), "nothing waits"
    assert "Tako piše u pozivu." in text_of(there.get(page_of(meeting)))

    change(made, opened=timezone.now() - timedelta(days=8))
    made.refresh_from_db()
    page = desk.get(page_of(meeting, "usvajanje/"))
    assert SAID in text_of(page)
    sent = {"is_public": "on", "version": str(made.version)}
    assert desk.post(page_of(meeting, "usvajanje/"), sent)["Location"] == page_of(meeting)
    made.refresh_from_db()
    assert (made.state, made.is_public, made.adopted_by) == ("adopted", True, leader)
    assert told("minutes_adopted") == {"Novi Član"}


# -- begun -----------------------------------------------------------------------------------------------------------------


def test_two_windows(desk, meeting):
    desk.post(page_of(meeting, "uredi/"), {"text": SAID, "version": "0"})
    answer = desk.post(page_of(meeting, "uredi/"), {"text": "Drugi tekst.", "version": "0"})
    valid(answer)
    assert answer.status_code == 409
    assert "Somebody saved it in the meantime" in text_of(answer)
    assert SAID in text_of(answer)
    assert "Drugi tekst." in answer.content.decode()
    assert Minutes.objects.get().text == SAID
    desk.post(page_of(meeting, "uredi/"), {"text": "Drugi tekst.", "version": "1"})
    assert Minutes.objects.get().text == "Drugi tekst."


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٣", "7"])
def test_a_version_that_is_none(desk, meeting, version):
    answer = desk.post(page_of(meeting, "uredi/"), {"text": SAID, "version": version})
    valid(answer)
    assert answer.status_code == 409
    assert not Minutes.objects.exists()


def test_sent_twice_is_saved_once(desk, meeting):
    for _ in range(2):
        assert desk.post(page_of(meeting, "uredi/"), {"text": SAID, "version": "0"}).status_code == 302
    assert Minutes.objects.get().version == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Write the minutes."), (" \n ", "Write the minutes."), ("a" * 30_001, "Shorten it by 1.")],
)
def test_bad_text_writes_nothing(desk, meeting, text, sentence):
    answer = desk.post(page_of(meeting, "uredi/"), {"text": text, "version": "0"})
    valid(answer)
    assert sentence in text_of(answer)
    assert not Minutes.objects.exists()


def test_what_was_typed_while_signed_out_is_brought_back(client, desk, meeting, leader):
    answer = client.post(page_of(meeting, "uredi/"), {"text": "Otkucano.", "version": "0"})
    assert answer.status_code == 302
    client.force_login(leader)
    page = client.get(page_of(meeting, "uredi/"), {"nacrt": 1})
    assert "Otkucano." in page.content.decode()
    assert not Minutes.objects.exists()


# -- open to remarks ---------------------------------------------------------------------------------------------------------


def test_opened_once_it_can_be_read_by_who_was_there(desk, meeting):
    early = desk.post(page_of(meeting, "primjedbe/"))
    valid(early)
    assert early.status_code == 409
    assert "Write the minutes first." in text_of(early)

    made = recorded(meeting, "draft")
    for values, sentence in (
        ({"day": timezone.localdate()}, "The meeting is not over yet."),
        ({"day": None, "day_note": "negdje u proljeće"}, ""),
    ):
        Meeting.objects.filter(pk=meeting.pk).update(**values)
        assert sentence in text_of(desk.get(page_of(meeting)))
        if sentence:
            assert desk.post(page_of(meeting, "primjedbe/")).status_code == 409
    Attendee.objects.update(person=None)
    Attendee.objects.create(meeting=meeting, name="Gost")
    refused = desk.post(page_of(meeting, "primjedbe/"))
    assert refused.status_code == 409
    assert "Keep first who was there" in text_of(refused)
    made.refresh_from_db()
    assert made.state == "draft"
    assert not Notification.objects.exists()


def test_not_while_the_meeting_is_off_the_site(network, leader, newcomer, client_of):
    meeting = met(network, newcomer, author=leader, status="draft")
    recorded(meeting, "draft")
    answer = client_of(leader).post(page_of(meeting, "primjedbe/"))
    assert answer.status_code == 409
    assert "does not stand on the site" in text_of(answer)


def test_opened_twice_tells_once(desk, meeting):
    recorded(meeting, "draft")
    for _ in range(2):
        assert desk.post(page_of(meeting, "primjedbe/")).status_code == 302
    assert Notification.objects.count() == 1


def test_a_remark_sent_twice_is_one(there, meeting):
    recorded(meeting, "open")
    form = {"text": "Bilo je u 11.", "once": str(uuid4())}
    for _ in range(2):
        assert there.post(page_of(meeting, "primjedba/"), form).status_code == 302
    assert Remark.objects.count() == Notification.objects.count() == 1


@pytest.mark.parametrize(("text", "sentence"), [("", "Write the remark."), ("a" * 2001, "Shorten it by 1.")])
def test_a_bad_remark_is_said_and_kept(there, meeting, text, sentence):
    recorded(meeting, "open")
    answer = there.post(page_of(meeting, "primjedba/"), {"text": text, "once": "x"})
    valid(answer)
    assert sentence in text_of(answer)
    assert text in answer.content.decode()
    assert not Remark.objects.exists()


def test_too_late_for_a_remark_and_its_words_are_shown(there, meeting):
    recorded(meeting, "closed")
    answer = there.post(page_of(meeting, "primjedba/"), {"text": "Zakasnila misao.", "once": str(uuid4())})
    valid(answer)
    assert answer.status_code == 409
    assert "Remarks are not taken any more" in text_of(answer)
    assert "Zakasnila misao." in text_of(answer)
    assert not Remark.objects.exists()


def test_too_many_remarks(there, meeting, settings, empty_cache):
    settings.COMMENT_RATE_LIMIT = "1/h/user"
    recorded(meeting, "open")
    codes = [there.post(page_of(meeting, "primjedba/"), {"text": f"Broj {one}."}).status_code for one in range(2)]
    assert codes == [302, 429]
    assert Remark.objects.count() == 1


def test_a_remark_typed_while_signed_out_is_brought_back(client, meeting, newcomer):
    recorded(meeting, "open")
    assert client.post(page_of(meeting, "primjedba/"), {"text": "Otkucano."}).status_code == 302
    client.force_login(newcomer)
    page = client.get(page_of(meeting, "primjedba/"), {"nacrt": 1})
    valid(page)
    assert "Otkucano." in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Say whether it is taken over."),
        ({"is_taken": "maybe"}, "maybe"),
        ({"is_taken": "no"}, "Write why: the person reads it."),
        ({"is_taken": "no", "words": " "}, "Write why: the person reads it."),
        ({"is_taken": "yes", "words": "a" * 1001}, "Shorten it by 1."),
    ],
)
def test_a_bad_answer_writes_nothing(desk, meeting, newcomer, fields, sentence):
    made = remarked(recorded(meeting, "open"), newcomer)
    answer = desk.post(page_of(meeting, f"primjedbe/{made.pk}/"), fields)
    valid(answer)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    made.refresh_from_db()
    assert made.answered is None


def test_a_remark_is_answered_once(desk, meeting, newcomer):
    made = remarked(recorded(meeting, "closed"), newcomer)
    path = page_of(meeting, f"primjedbe/{made.pk}/")
    for fields in ({"is_taken": "yes"}, {"is_taken": "no", "words": "Ipak ne."}):
        assert desk.post(path, fields)["Location"] == page_of(meeting)
    assert desk.get(path).status_code == 302
    made.refresh_from_db()
    assert (made.is_taken, made.answer) == (True, "")
    with pytest.raises(minuting.Settled):
        minuting.answer(made, meeting.network.mandates().get(role="editor").user, "Ne.", is_taken=False)


def test_a_remark_on_another_meeting_is_not_there(desk, meeting, network, newcomer):
    made = remarked(recorded(met(network, newcomer), "open"), newcomer)
    recorded(meeting, "open")
    assert desk.get(page_of(meeting, f"primjedbe/{made.pk}/")).status_code == 404


# -- adopted -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("none", "They are not open to remarks yet."),
        ("draft", "They are not open to remarks yet."),
        ("open", "Remarks are taken until"),
        ("closed", "1 remark waits for an answer. Answer it first."),
    ],
)
def test_too_early_to_adopt(desk, meeting, newcomer, state, sentence):
    made = recorded(meeting, state)
    if state == "closed":
        remarked(made, newcomer)
    sent = {"is_public": "on", "version": "1"}
    for answer in (desk.get(page_of(meeting, "usvajanje/")), desk.post(page_of(meeting, "usvajanje/"), sent)):
        valid(answer)
        assert sentence in text_of(answer)
        assert "This text is adopted" not in text_of(answer)
    assert answer.status_code == 409
    assert not Minutes.objects.filter(state="adopted").exists()
    assert not Notification.objects.exists()


@pytest.mark.parametrize("version", ["1", "", "x"])
def test_nobody_adopts_what_they_have_not_read(desk, meeting, version):
    made = recorded(meeting, "closed")
    change(made, text="Izmijenjeno u drugom prozoru.", version=2)
    answer = desk.post(page_of(meeting, "usvajanje/"), {"version": version})
    valid(answer)
    assert answer.status_code == 409
    assert "Izmijenjeno u drugom prozoru." in text_of(answer)
    assert desk.post(page_of(meeting, "usvajanje/"), {"version": "2"}).status_code == 302


def test_what_is_adopted_does_not_change(desk, meeting, leader):
    recorded(meeting, "closed")
    window = {"text": "Sasvim drugo.", "version": "1"}
    desk.post(page_of(meeting, "usvajanje/"), {"version": "1"})
    answer = desk.post(page_of(meeting, "uredi/"), window | {"reason": "Greška."})
    valid(answer)
    assert answer.status_code == 409, "the window was opened before"
    with pytest.raises(minuting.Changed):
        minuting.write(meeting, leader, "Sasvim drugo.", 1)
    assert Minutes.objects.get().text == SAID
    assert desk.post(page_of(meeting, "usvajanje/"), {"version": "2"})["Location"] == page_of(meeting)
    assert desk.post(page_of(meeting, "primjedbe/"))["Location"] == page_of(meeting)
    assert Minutes.objects.get().version == 2
    assert "adopted already" in text_of(desk.get(page_of(meeting, "usvajanje/")))


def test_a_correction_is_another_version(desk, inside, meeting, leader):
    made = recorded(meeting, "adopted")
    page = desk.get(page_of(meeting, "uredi/"))
    assert "You write a correction" in text_of(page)
    assert SAID in page.content.decode()
    window = {"text": "Šuma je državna.", "version": "1"}
    refused = desk.post(page_of(meeting, "uredi/"), window)
    valid(refused)
    assert "Say what is corrected." in text_of(refused)
    assert "Šuma je državna." in refused.content.decode()
    with pytest.raises(IntegrityError, match="minutes_correction_says_why"), transaction.atomic():
        minuting.write(meeting, leader, "Šuma je državna.", 1)
    assert Minutes.objects.count() == 1

    desk.post(page_of(meeting, "uredi/"), window | {"reason": "Pogrešan vlasnik."})
    second = Minutes.objects.get(number=2)
    assert (second.state, second.text, second.reason) == ("draft", "Šuma je državna.", "Pogrešan vlasnik.")
    assert "državna" not in text_of(inside.get(page_of(meeting)))
    desk.post(page_of(meeting, "primjedbe/"))
    change(second, opened=timezone.now() - timedelta(days=8))
    second.refresh_from_db()
    desk.post(page_of(meeting, "usvajanje/"), {"version": str(second.version)})
    page = inside.get(page_of(meeting))
    valid(page)
    words = text_of(page)
    assert words.index("Šuma je državna.") < words.index("A later version corrects this one.") < words.index(SAID)
    assert "Pogrešan vlasnik." in words
    made.refresh_from_db()
    assert (made.text, made.state) == (SAID, "adopted")


def test_shown_to_everyone_and_not_any_more(desk, client, meeting):
    recorded(meeting, "adopted")
    assert client.get(page_of(meeting)).status_code == 302
    desk.post(page_of(meeting, "1/objava/"), {"is_public": "1"})
    page = client.get(page_of(meeting))
    assert SAID in text_of(page)
    assert "no-store" in page["Cache-Control"], "no cache shows it afterwards"
    desk.post(page_of(meeting, "1/objava/"))
    assert client.get(page_of(meeting)).status_code == 302


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_only_what_is_adopted_is_shown_to_everyone(desk, meeting, state):
    made = recorded(meeting, state)
    answer = desk.post(page_of(meeting, "1/objava/"), {"is_public": "1"})
    valid(answer)
    assert answer.status_code == 409
    assert "Only adopted minutes can be shown to everyone." in text_of(answer)
    made.refresh_from_db()
    assert not made.is_public
    assert desk.post(page_of(meeting, "2/objava/")).status_code == 404


# -- at the same moment --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_adoptions_at_once(network, leader, newcomer):
    meeting = met(network, newcomer)
    recorded(meeting, "closed")
    results = at_once(*[lambda: minuting.adopt(meeting, leader, is_public=False, version=1)] * 2)
    assert sorted(type(one).__name__ for one in results) == ["Minutes", "Settled"], results
    assert Notification.objects.filter(facts__outcome="minutes_adopted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_adopted_while_a_late_remark_comes(network, leader, newcomer, monkeypatch):
    """The clocks of two processes differ a little: what comes first decides, and no remark is left without an answer."""
    meeting = met(network, newcomer)
    made = recorded(meeting, "open")
    monkeypatch.setattr(Minutes, "takes_remarks", property(lambda self: self.state == "open"))
    monkeypatch.setattr(minuting, "why_not_adopt", lambda last: "waits" if minuting.unanswered(last) else "")
    monkeypatch.setattr(minuting.timezone, "now", lambda: made.opened + timedelta(days=8))
    results = at_once(
        lambda: minuting.adopt(meeting, leader, is_public=False, version=1),
        lambda: minuting.remark(made, newcomer, "Kasno.", uuid4()),
    )
    made.refresh_from_db()
    names = {type(one).__name__ for one in results}
    assert names in ({"Minutes", "Closed"}, {"NotYet", "Remark"}), results
    assert (made.state == "adopted") == (names == {"Minutes", "Closed"})
    assert made.state != "adopted" or not made.remarks.exists()
