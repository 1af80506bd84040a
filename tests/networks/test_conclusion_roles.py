"""Who gets how far with a conclusion, at each address; and that the inside of a network reaches nobody outside."""

from uuid import uuid4

import pytest

from networks import concluding
from networks.conclusion_rows import of_meeting, of_network
from networks.models import Conclusion, Joint, Reply
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid
from tests.networks.concluding import REGISTER, adding, fresh, page, pdf, replying, sent, typed
from tests.networks.concluding import colleague as colleague  # noqa: PLC0414 - fixtures
from tests.networks.concluding import inner as inner  # noqa: PLC0414
from tests.networks.concluding import made as made  # noqa: PLC0414
from tests.networks.concluding import meeting as meeting  # noqa: PLC0414
from tests.networks.concluding import stranger as stranger  # noqa: PLC0414

pytestmark = pytest.mark.django_db
DESK = ("uredi/", "slanje/", "odgovor/", "bez-odgovora/")
OUTSIDE = ("client", "outside", "stranger", "moderator_browser")


@pytest.fixture
def moderator_browser(staff_client_of, moderator):
    return staff_client_of(moderator)


@pytest.fixture
def unguarded(client_of, moderator):
    """A moderator without the second factor."""
    return client_of(moderator)


@pytest.fixture
def private(inner, leader, coordinator):
    """A conclusion of the inside, sent, with a letter."""
    one = sent(factories.make_conclusion(inner, leader, title="Tajni zaključak", responsible=coordinator), due=-2)
    concluding.write_down_reply(one, leader, uuid4(), replying_values(), pdf())
    return fresh(one)


def replying_values():
    return {"day": Conclusion.objects.latest("pk").sent, "outcome": "answered", "letter": "", "words": "Tajni odgovor"}


@pytest.mark.parametrize("who", ["client", "outside", "inside", "stranger", "unguarded"])
@pytest.mark.parametrize("what", DESK)
def test_others_read_it_and_change_nothing(request, who, what, made, places):
    sent(made, due=-1)
    browser = request.getfixturevalue(who)
    assert browser.get(page(made)).status_code == 200
    answer = browser.post(
        page(made, what), replying(day="2026-06-01", title="Moje", version=str(concluding.seen(fresh(made))))
    )
    if who == "client":
        assert answer["Location"].startswith("/prijava/")
    else:
        assert answer.status_code == 403
        assert browser.get(page(made, what)).status_code == (405 if what == "bez-odgovora/" else 403)
    assert (fresh(made).state, fresh(made).title) == ("sent", "Upisati domove u katastar")
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("client", 302), ("outside", 403), ("inside", 403), ("stranger", 403), ("unguarded", 403)]
)
def test_others_conclude_nothing(request, who, status, meeting, places):
    browser = request.getfixturevalue(who)
    assert browser.get(adding(meeting)).status_code == status
    assert browser.post(adding(meeting), typed(places)).status_code == status
    assert not Conclusion.objects.exists()


@pytest.mark.parametrize("who", ["desk", "colleague", "moderator_browser"])
def test_who_may(request, who, meeting, made, places):
    browser = request.getfixturevalue(who)
    for address in (adding(meeting), page(made, "uredi/"), page(made, "slanje/")):
        answer = browser.get(address)
        assert answer.status_code == 200
        valid(answer)
    browser.post(adding(meeting), typed(places, title="Još jedan"))
    assert Conclusion.objects.filter(title="Još jedan", status="published").exists()


def test_visitors_do_not_follow(client, made):
    assert client.post(page(made, "pracenje/"))["Location"].startswith("/prijava/")
    assert client.get(page(made, "pracenje/")).status_code == 405


def test_together_with_another_network(stranger, client_of, made, places):
    """Who runs a network that holds the meeting with others concludes there as well, and reads nobody's list of members."""
    other = factories.make_network(
        "Treća mreža", coordinator=(third := factories.make_user("treca@example.ba", name="Tereza"))
    )
    Joint.objects.create(meeting=made.adopted_at, network=other)
    browser = client_of(third)
    answer = browser.get(adding(made.adopted_at))
    assert answer.status_code == 200
    assert "Tereza" in text_of(answer)
    assert "Lejla Begić" not in text_of(answer)
    assert browser.get(f"/mreze/treca-mreza/sastanci/{made.adopted_at_id}/zakljucci/novi/").status_code == 200
    assert browser.get(f"/mreze/druga-mreza/sastanci/{made.adopted_at_id}/zakljucci/novi/").status_code == 404
    assert stranger.get(adding(made.adopted_at)).status_code == 403
    assert page(made) in browser.get(f"{REGISTER}?mreza=treca-mreza").content.decode()


# -- the inside of a network -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", OUTSIDE)
def test_the_inside_reaches_nobody_outside(request, who, private, inner, places, network):
    browser = request.getfixturevalue(who)
    assert browser.get(page(private)).status_code == 404
    assert browser.get(private.answers.get().document.get_absolute_url()).status_code == 404
    for what in DESK:
        expected = 302 if who == "client" else 404
        assert browser.post(page(private, what), replying()).status_code == expected
    assert browser.post(page(private, "pracenje/")).status_code == (302 if who == "client" else 404)
    assert browser.get(adding(inner)).status_code == (302 if who == "client" else 404)
    for query in ("", "?q=tajni", "?stanje=answered", f"?mreza={network.slug}", "?format=csv"):
        answer = browser.get(f"/en{REGISTER}{query}")
        assert answer.status_code == 200
        assert "Tajni" not in answer.content.decode()
        assert "1 conclusion<" not in answer.content.decode()
    assert browser.get(f"{REGISTER}?adresat=o-{places.savez.slug}").status_code == 404, "nor that it went there"
    assert "Tajni" not in browser.get(f"{REGISTER}feed.atom").content.decode()


def test_members_read_the_inside(inside, private):
    answer = inside.get(f"/en{page(private)}")
    valid(answer)
    assert "noindex" in answer.content.decode()
    assert "Tajni odgovor" in text_of(answer)
    assert "Share" not in text_of(answer)
    assert "1 conclusion" in text_of(inside.get(f"/en{REGISTER}"))
    assert "Tajni" not in inside.get(f"{REGISTER}feed.atom").content.decode()
    assert inside.get(private.answers.get().document.get_absolute_url()).getvalue()


def test_who_leaves_reads_it_no_longer(inside, coordinator, private):
    coordinator.mandate_set.filter(role="network_member").delete()
    assert inside.get(page(private)).status_code == 404
    assert "Tajni" not in text_of(inside.get(REGISTER))


def test_nobody_outside_is_told(private, coordinator):
    assert set(Notification.objects.values_list("user", flat=True)) == {coordinator.pk}


# -- names -------------------------------------------------------------------------------------------------------------


def test_only_members_read_who_answers_for_it(request, made, coordinator):
    Conclusion.objects.filter(pk=made.pk).update(responsible=coordinator)
    for who in (*OUTSIDE, "desk", "inside"):
        browser = request.getfixturevalue(who)
        is_member = who in {"desk", "inside"}
        for address in (page(made), REGISTER, f"{REGISTER}?format=csv"):
            assert ("Lejla" in browser.get(address).content.decode()) is is_member, (who, address)


def test_for_other_pages(made, leader, member, network, coordinator):
    overdue = sent(factories.make_conclusion(made.adopted_at, leader, title="Kasni"), due=-1)
    rows = of_network(network, member, most=2)
    assert [one.title for one in rows] == [overdue.title, made.title]
    assert [one.number for one in of_meeting(made.adopted_at, leader)] == [1, 2]
    assert concluding.shown(made.adopted_at, leader)["conclude_url"] == adding(made.adopted_at)
    assert concluding.shown(made.adopted_at, member)["conclude_url"] == ""
