"""A conclusion from its meeting to what became of it, by whoever may."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from content.models import Attachment, Follow
from moderation.models import Decision
from networks import concluding
from networks.models import Conclusion, Reply
from notifications.models import Notification
from tests import factories
from tests.content.uploads import PDF, SVG
from tests.markup import text_of, valid
from tests.networks.concluding import adding, fresh, in_days, page, pdf, replying, sent, typed
from tests.networks.concluding import colleague as colleague  # noqa: PLC0414 - fixtures
from tests.networks.concluding import inner as inner  # noqa: PLC0414
from tests.networks.concluding import made as made  # noqa: PLC0414
from tests.networks.concluding import meeting as meeting  # noqa: PLC0414

pytestmark = pytest.mark.django_db


def editing(conclusion, **fields):
    """What the form of the conclusion holds, and what is typed over it."""
    now = fresh(conclusion)
    data = {"title": now.title, "body": now.body, "to_organisation": now.to_organisation_id or "",
            "to_municipality": now.to_municipality_id or "", "responsible": now.responsible_id or "",
            "deadline": now.deadline or "", "version": str(concluding.seen(now))}  # fmt: skip
    return data | fields


def told(outcome):
    rows = Notification.objects.filter(facts__outcome=outcome)
    return sorted(rows.values_list("user__profile__display_name", "kind"))


# -- the whole way -----------------------------------------------------------------------------------------------------


def test_concluded_sent_answered(desk, client, meeting, places, coordinator, member):
    valid(desk.get(adding(meeting)))
    data = typed(places, responsible=coordinator.pk, deadline=in_days(20))
    address = desk.post(adding(meeting), data)["Location"]
    made = Conclusion.objects.get()
    assert address == made.get_absolute_url()
    assert (made.number, made.status, made.audience, made.adopted_at, made.state) == (
        1, "published", "public", meeting, "unsent",
    )  # fmt: skip
    assert told("conclusion_yours") == [("Lejla Begić", "network")]
    assert desk.post(page(made, "slanje/"), {"day": in_days(-5)})["Location"] == address
    assert fresh(made).state == "sent"
    Follow.objects.create(user=member, entry=made)
    assert (
        desk.post(page(made, "odgovor/"), replying(letter="Ministarstvo, br. 12/26", file=pdf()))["Location"] == address
    )
    assert fresh(made).state == "accepted"
    reply = Reply.objects.get()
    assert reply.by.profile.display_name == "Vedrana Vodić"
    assert told("conclusion_answered") == [("Amra Hodžić", "followed"), ("Lejla Begić", "network")]
    answer = client.get(f"/en{address}")
    valid(answer)
    text = text_of(answer)
    words = (
        "Adopted",
        "Sent to: Savez",
        "Ministarstvo, br. 12/26",
        "Accepted",
        "Prihvata se.",
        "Odgovor.pdf",
        "accepted",
    )
    assert [one for one in words if one not in text] == []
    assert text.index("Adopted") < text.index("Sent to:") < text.index("Prihvata se.")
    assert client.get(reply.document.get_absolute_url()).getvalue() == PDF
    assert "Lejla" not in text


def test_nobody_answered(desk, client, made):
    sent(made, due=-1)
    assert "overdue" in text_of(client.get(f"/en{page(made)}"))
    assert desk.post(page(made, "bez-odgovora/"))["Location"] == page(made)
    assert (fresh(made).state, fresh(made).given_up) == ("silent", timezone.localdate())
    desk.post(page(made, "bez-odgovora/"))
    text = text_of(client.get(f"/en{page(made)}"))
    assert text.count("No answer came") == 1
    desk.post(page(made, "odgovor/"), replying(outcome="refused", words="Kasno, ali ne."))
    assert fresh(made).state == "refused"
    text = text_of(client.get(f"/en{page(made)}"))
    assert text.index("No answer came") < text.index("Kasno, ali ne."), "both were true, in this order"
    desk.post(page(made, "bez-odgovora/"))
    assert fresh(made).state == "refused"


@pytest.mark.parametrize("due", [0, 5, None])
def test_too_early_to_give_up(desk, made, due):
    desk.post(page(made, "bez-odgovora/"))
    sent(made, due=due)
    desk.post(page(made, "bez-odgovora/"))
    assert fresh(made).given_up is None


def test_more_time_opens_it_again(desk, made):
    sent(made, due=-1)
    desk.post(page(made, "bez-odgovora/"))
    desk.post(page(made, "uredi/"), editing(made, deadline=in_days(9)))
    assert (fresh(made).state, fresh(made).given_up) == ("sent", None)


# -- adopting ----------------------------------------------------------------------------------------------------------


def test_of_a_private_meeting_it_is_private(desk, inner, places):
    desk.post(adding(inner), typed(places))
    made = Conclusion.objects.get()
    assert (made.audience, made.organisation) == ("organisation", inner.organisation)


def test_sent_twice_it_is_one(desk, meeting, places):
    data = typed(places)
    assert desk.post(adding(meeting), data)["Location"] == desk.post(adding(meeting), data)["Location"]
    desk.post(adding(meeting), typed(places))
    assert list(Conclusion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_to_a_municipality_or_the_network_itself(desk, meeting, places, network):
    desk.post(adding(meeting), typed(places, to_organisation="", to_municipality=places.tesanj.pk))
    desk.post(adding(meeting), typed(places, to_organisation=network.pk))
    assert [one.addressee for one in Conclusion.objects.order_by("number")] == ["Općina Tešanj", network.name]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "Write the conclusion."),
        ({"title": "\u200b"}, "Write the conclusion."),
        ({"title": "a" * 121}, "Shorten it by 1"),
        ({"body": "a" * 4001}, "Shorten it by 1"),
        ({"to_organisation": ""}, "Say to whom it goes."),
        ({"to_organisation": "999999"}, "999999"),
        ({"to_organisation": "x"}, "x"),
        ({"deadline": "1.1.2031x"}, "Write the day so"),
        ({"deadline": "2026-03-11"}, "The deadline cannot be before the meeting"),
        ({"deadline": "2101-01-01"}, "The deadline cannot be before the meeting"),
        ({"responsible": "999999"}, "Select a valid choice"),
        ({"takes_up": "999999"}, "Select a valid choice"),
        ({"themes": ["999999"]}, "999999"),
    ],
)
def test_bad_input_is_said_kept_and_writes_nothing(desk, meeting, places, fields, words):
    answer = desk.post(f"/en{adding(meeting)}", typed(places, body="Sačuvati ovo.") | fields)
    valid(answer)
    assert answer.status_code == 200
    assert words in text_of(answer)
    assert "body" in fields or "Sačuvati ovo." in answer.content.decode()
    assert not Conclusion.objects.exists()


def test_two_addressees_are_one_too_many(desk, meeting, places):
    answer = desk.post(f"/en{adding(meeting)}", typed(places, to_municipality=places.tesanj.pk))
    assert "Choose one addressee" in text_of(answer)


def test_who_does_not_belong_to_the_network_does_not_answer_for_it(desk, meeting, places, member):
    answer = desk.post(f"/en{adding(meeting)}", typed(places, responsible=member.pk))
    assert "Select a valid choice" in text_of(answer)


@pytest.mark.parametrize("fields", [{"cancelled": timezone.now()}, {"day": date(2100, 1, 1)}])
def test_only_of_what_took_place(desk, network, leader, fields):
    assert desk.get(adding(factories.make_meeting(network, leader, **fields))).status_code == 403


@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_only_of_a_meeting_on_the_site(desk, network, leader, status, moderator):
    meeting = factories.make_meeting(network, leader, status=status, by=moderator)
    assert desk.get(adding(meeting)).status_code == 403


# -- changing ----------------------------------------------------------------------------------------------------------


def test_its_words_until_it_is_sent(desk, made, coordinator):
    valid(desk.get(page(made, "uredi/")))
    desk.post(page(made, "uredi/"), editing(made, title="Drugi naslov", body="Prvi red.\r\nDrugi red."))
    now = fresh(made)
    assert (now.title, now.body, now.version) == ("Drugi naslov", "Prvi red.\nDrugi red.", 2)
    desk.post(page(made, "uredi/"), editing(made, body="Prvi red.\r\nDrugi red.", responsible=coordinator.pk))
    assert (fresh(made).version, fresh(made).responsible) == (2, coordinator)
    desk.post(page(made, "uredi/"), editing(made, body="Prvi red.\r\nDrugi red.", responsible=coordinator.pk))
    assert told("conclusion_yours") == [("Lejla Begić", "network")]
    sent(made)
    valid(desk.get(page(made, "uredi/")))
    desk.post(page(made, "uredi/"), editing(made, title="Treći naslov", deadline=in_days(3)))
    assert (fresh(made).title, fresh(made).deadline.isoformat()) == ("Drugi naslov", in_days(3))


def test_what_was_sent_is_not_due_before(desk, made):
    sent(made, ago=5, due=3)
    answer = desk.post(f"/en{page(made, 'uredi/')}", editing(made, deadline=in_days(-6)))
    assert "the answer cannot be due earlier" in text_of(answer)
    assert fresh(made).deadline.isoformat() == in_days(3)


def test_another_window_was_faster(desk, made):
    first = editing(made, title="Iz prvog prozora")
    desk.post(page(made, "uredi/"), editing(made, title="Iz drugog prozora"))
    answer = desk.post(page(made, "uredi/"), first)
    valid(answer)
    assert answer.status_code == 409
    assert "Iz drugog prozora" in text_of(answer)
    assert "Iz prvog prozora" in answer.content.decode()
    assert fresh(made).title == "Iz drugog prozora"
    desk.post(page(made, "uredi/"), editing(made, title="Iz prvog prozora"))
    assert fresh(made).title == "Iz prvog prozora"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٣", "0"])
def test_a_version_that_is_none(desk, made, version):
    assert desk.post(page(made, "uredi/"), editing(made, version=version)).status_code == 409


def test_a_colleague_changes_all_but_the_words(colleague, made, coordinator):
    text = text_of(colleague.get(f"/en{page(made, 'uredi/')}"))
    assert "Somebody else wrote it" in text
    answer = colleague.post(f"/en{page(made, 'uredi/')}", editing(made, title="Moje riječi"))
    valid(answer)
    assert answer.status_code == 403
    assert "Only whoever wrote the conclusion" in text_of(answer)
    assert "Moje riječi" in answer.content.decode()
    assert fresh(made).title == "Upisati domove u katastar"
    colleague.post(page(made, "uredi/"), editing(made, responsible=coordinator.pk, deadline=in_days(8)))
    assert (fresh(made).responsible, fresh(made).version) == (coordinator, 1)
    assert colleague.post(page(made, "slanje/"), {"day": in_days(0)}).status_code == 302
    assert colleague.post(page(made, "odgovor/"), replying(file=pdf())).status_code == 302
    assert fresh(made).state == "accepted"


def test_a_moderator_reviews_what_they_word(staff_client_of, moderator, made):
    browser = staff_client_of(moderator)
    answer = browser.get(page(made, "uredi/"))
    assert 'name="responsible"' not in answer.content.decode(), "members alone read who belongs to the network"
    browser.post(page(made, "uredi/"), editing(made, title="Ispravljen naslov"))
    assert (fresh(made).title, fresh(made).version) == ("Ispravljen naslov", 2)
    assert Decision.objects.about(made)[0].by == moderator


# -- sending and answers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "words"), [("", "Say on which day"), ("juče", "Write the day so"), ("2026-03-11", "It was adopted on")]
)
def test_a_day_that_is_none(desk, made, day, words):
    answer = desk.post(f"/en{page(made, 'slanje/')}", {"day": day})
    valid(answer)
    assert words in text_of(answer)
    assert fresh(made).sent is None


def test_not_sent_tomorrow_nor_after_its_deadline(desk, made):
    assert "still to come" in text_of(desk.post(f"/en{page(made, 'slanje/')}", {"day": in_days(1)}))
    Conclusion.objects.filter(pk=made.pk).update(deadline=in_days(-1))
    assert "Set a later deadline" in text_of(desk.post(f"/en{page(made, 'slanje/')}", {"day": in_days(0)}))
    assert fresh(made).sent is None


def test_sent_once(desk, made):
    desk.post(page(made, "slanje/"), {"day": in_days(-2)})
    desk.post(page(made, "slanje/"), {"day": in_days(-1)})
    assert fresh(made).sent.isoformat() == in_days(-2)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outcome": ""}, "Say what it says"),
        ({"outcome": "sent"}, "sent"),
        ({"words": "", "letter": ""}, "Write what it says, or attach"),
        ({"words": "\u200b", "letter": "\u200b"}, "Write what it says, or attach"),
        ({"words": "a" * 1501}, "Shorten it by 1"),
        ({"letter": "a" * 201}, "Shorten it by 1"),
        ({"day": in_days(2)}, "still to come"),  # also if midnight passes after these are written down
        ({"day": in_days(-61)}, "It was sent on"),
        ({"file": pdf(SVG)}, "This is not a file that we take."),
    ],
)
def test_a_bad_answer_is_said_and_writes_nothing(desk, made, fields, words):
    sent(made)
    answer = desk.post(f"/en{page(made, 'odgovor/')}", replying(letter="Broj 7") | fields)
    valid(answer)
    assert answer.status_code == 200
    assert words in text_of(answer)
    assert "letter" in fields or "Broj 7" in answer.content.decode()
    assert not Reply.objects.exists()
    assert not Attachment.objects.exists()


def test_what_is_not_sent_has_no_answer(desk, made):
    assert desk.get(page(made, "odgovor/"))["Location"] == page(made)
    desk.post(page(made, "odgovor/"), replying())
    assert not Reply.objects.exists()


def test_an_answer_sent_twice_is_one(desk, made):
    sent(made)
    data = replying()
    for _ in range(2):
        assert desk.post(page(made, "odgovor/"), data | {"file": pdf()})["Location"] == page(made)
    assert Reply.objects.count() == Attachment.objects.count() == 1
    assert len(told("conclusion_answered")) == 1
    desk.post(page(made, "odgovor/"), replying(outcome="partly", words="", file=pdf()))
    assert fresh(made).state == "partly"
    assert (Reply.objects.count(), Attachment.objects.count()) == (2, 1), "the same letter is kept once"


# -- the page ----------------------------------------------------------------------------------------------------------


def test_a_wrong_slug_leads_to_the_right_one(client, made):
    answer = client.get(f"/mreze/zakljucci/{made.pk}-nesto/?a=b")
    assert (answer.status_code, answer["Location"]) == (301, f"{page(made)}?a=b")
    assert client.get("/mreze/zakljucci/999999-nesto/").status_code == 404


def test_the_chain_both_ways(desk, client, network, leader, places, made):
    later = factories.make_meeting(
        network, leader, title="Kasniji sastanak", day=made.adopted_at.day + timedelta(days=90)
    )
    assert "Upisati domove u katastar" in text_of(desk.get(adding(later)))
    desk.post(adding(later), typed(places, title="Ponovo o katastru", takes_up=made.pk))
    second = Conclusion.objects.get(title="Ponovo o katastru")
    assert "It takes up an earlier conclusion: Upisati domove" in text_of(client.get(f"/en{page(second)}"))
    assert "It was taken up by a later conclusion: Ponovo" in text_of(client.get(f"/en{page(made)}"))
    answer = desk.post(f"/en{adding(later)}", typed(places, takes_up=made.pk))
    assert "Select a valid choice" in text_of(answer), "it is taken up already"
    answer = desk.post(f"/en{adding(made.adopted_at)}", typed(places, takes_up=second.pk))
    assert "Select a valid choice" in text_of(answer), "it is later"
    desk.post(page(second, "uredi/"), editing(second, takes_up=made.pk))
    assert fresh(second).takes_up == made
    desk.post(page(second, "uredi/"), editing(second))
    assert fresh(second).takes_up is None


def test_the_chain_shows_nothing_of_the_inside(client, inside, network, leader, inner):
    private = factories.make_conclusion(inner, leader, title="Samo za nas")
    later = factories.make_meeting(network, leader, day=inner.day + timedelta(days=9))
    public = factories.make_conclusion(later, leader, takes_up=private)
    assert "Samo za nas" not in text_of(client.get(page(public)))
    assert "Samo za nas" in text_of(inside.get(page(public)))


def test_followed(outside, member, made):
    assert outside.post(page(made, "pracenje/"), {"on": "1"})["Location"] == f"{page(made)}#pracenje"
    assert Follow.objects.get().user == member
    assert 'aria-pressed="true"' in outside.get(page(made)).content.decode()
    outside.post(page(made, "pracenje/"), {"on": "0"})
    assert not Follow.objects.exists()


def test_a_meeting_off_the_site_is_not_named(client, made, moderator):
    factories.decide(made.adopted_at, "hidden", moderator)
    type(made.adopted_at).objects.filter(pk=made.adopted_at_id).update(status="hidden")
    for address in (page(made), "/mreze/zakljucci/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Sastanak o imovini" not in text_of(answer)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client, made, leader, rows, django_assert_num_queries):
    sent(made)
    for number in range(rows):
        Reply.objects.create(conclusion=made, day=timezone.localdate(), outcome="answered", words=f"Odgovor {number}")
    client.get(page(made))
    with django_assert_num_queries(4):
        client.get(page(made))
