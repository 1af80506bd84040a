"""Becoming a member by oneself: open networks, requests and their answers, what one says of oneself, leaving."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Mandate
from networks import joining
from networks.models import Card, JoinRequest, Network
from notifications.models import Notification
from tests import factories
from tests.at_once import at_once
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
SAYS = {"function": "predsjednik savjeta", "skills": "Rasvjeta", "words": "Primite me."}


def open_(network):
    Network.objects.filter(pk=network.pk).update(joining="open")


def test_an_open_network_takes_in_at_once(outside, member, network, url, places):
    open_(network)
    valid(outside.get(f"{url}pristupanje/"))
    answer = outside.post(f"{url}pristupanje/", SAYS | {"municipality": places.tesanj.pk, "shows_name": "on"})
    assert answer["Location"] == url
    mandate = Mandate.objects.get(user=member, role="network_member")
    assert (mandate.organisation, mandate.starts, mandate.ends) == (network.organisation, timezone.localdate(), None)
    assert (mandate.confirmed_by, mandate.name_since) == (None, timezone.localdate())
    card = Card.objects.get(person=member)
    assert (card.municipality, card.function, card.skills) == (places.tesanj, "predsjednik savjeta", "Rasvjeta")
    assert "Samo za članove" in text_of(outside.get(url))
    assert outside.get(f"{url}pristupanje/")["Location"] == url


def test_visitors_sign_in_first(client, url):
    assert client.get(f"{url}pristupanje/")["Location"].startswith("/prijava/")


def test_what_is_too_long_is_said_and_kept(outside, network, url):
    page = outside.post(f"{url}pristupanje/", SAYS | {"skills": "riječ " * 200})
    valid(page)
    assert "riječ riječ" in page.content.decode()
    assert not JoinRequest.objects.exists()
    assert not Card.objects.exists()


def asked(outside, member, url, **fields):
    outside.post(f"{url}pristupanje/", SAYS | fields)
    return JoinRequest.objects.get(person=member)


def test_a_request_waits_and_its_coordinator_is_told(outside, member, leader, network, url):
    made = asked(outside, member, url)
    assert (made.state, made.words) == ("waiting", "Primite me.")
    assert not Mandate.objects.filter(user=member, role="network_member").exists()
    told = Notification.objects.get(user=leader)
    assert (told.kind, told.fact("outcome"), told.actor) == ("network", "network_request", member)
    page = text_of(outside.get(url))
    assert "Samo za članove" not in page
    assert "Vaš zahtjev čeka odgovor" in page


def test_it_waits_on_the_home_page_of_its_coordinator(outside, desk, inside, member, url):
    asked(outside, member, url)
    assert f'href="{url}ljudi/"' in desk.get("/").content.decode()
    assert "1 osoba traži pristup" in text_of(desk.get("/"))
    assert "traži pristup" not in text_of(inside.get("/"))


def test_asked_again_it_says_what_is_said_now(outside, member, leader, network, url):
    asked(outside, member, url)
    joining.join(network, member, {"skills": "Voda"}, "Ipak vodovod.", shows_name=False)
    assert JoinRequest.objects.get().words == "Ipak vodovod."
    assert Notification.objects.filter(user=leader).count() == 1


def test_taken_back(outside, member, leader, network, url):
    made = asked(outside, member, url)
    assert outside.post(f"{url}pristupanje/povlacenje/")["Location"] == url
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert Notification.objects.get(user=leader).read is not None, "nothing waits any more"
    assert outside.post(f"{url}pristupanje/povlacenje/").status_code == 404


def test_taken_in(outside, desk, member, leader, network, url):
    made = asked(outside, member, url, shows_name="on")
    page = desk.get(f"{url}ljudi/")
    valid(page)
    assert "Primite me." in text_of(page)
    answer = desk.post(f"{url}zahtjevi/{made.pk}/", {"accept": "1"})
    assert answer["Location"] == f"{url}ljudi/"
    made.refresh_from_db()
    assert (made.state, made.answered_by) == ("accepted", leader)
    mandate = Mandate.objects.get(user=member, role="network_member")
    assert (mandate.confirmed_by, mandate.name_since) == (leader, timezone.localdate())
    assert Notification.objects.get(user=member).fact("outcome") == "network_accepted"
    assert "Samo za članove" in text_of(outside.get(url))


def test_refused_with_a_reason(outside, desk, member, network, url):
    made = asked(outside, member, url)
    form = desk.get(f"{url}zahtjevi/{made.pk}/")
    valid(form)
    silent = desk.post(f"{url}zahtjevi/{made.pk}/", {"reason": " "})
    assert "Napišite zašto" in text_of(silent)
    desk.post(f"{url}zahtjevi/{made.pk}/", {"reason": "Mreža je za koordinatore."})
    made.refresh_from_db()
    assert (made.state, made.reason) == ("refused", "Mreža je za koordinatore.")
    told = Notification.objects.get(user=member)
    assert (told.fact("outcome"), told.fact("words")) == ("network_refused", "Mreža je za koordinatore.")
    assert not Mandate.objects.filter(user=member, role="network_member").exists()
    assert outside.get(f"{url}pristupanje/").status_code == 200, "one may ask again"


def test_answered_once(outside, desk, member, network, url):
    made = asked(outside, member, url)
    desk.post(f"{url}zahtjevi/{made.pk}/", {"accept": "1"})
    desk.post(f"{url}zahtjevi/{made.pk}/", {"reason": "Ipak ne."})
    made.refresh_from_db()
    assert made.state == "accepted"


@pytest.mark.parametrize("who", ["outside", "inside", "client"])
def test_its_coordinator_alone_answers(request, outside, member, network, url, who):
    made = asked(outside, member, url)
    browser = request.getfixturevalue(who)
    for path in ("ljudi/", f"zahtjevi/{made.pk}/", "pozivnice/"):
        assert browser.get(url + path).status_code in {302, 403}
    browser.post(f"{url}zahtjevi/{made.pk}/", {"accept": "1"})
    made.refresh_from_db()
    assert made.state == "waiting"


def test_nobody_answers_their_own(network, leader):
    made = JoinRequest.objects.create(network=network, person=leader)
    with pytest.raises(joining.PermissionDenied):
        joining.accept(made, leader)


def test_by_invitation_alone(outside, client, network, url):
    Network.objects.filter(pk=network.pk).update(joining="invitation")
    assert outside.get(f"{url}pristupanje/").status_code == 403
    assert outside.post(f"{url}pristupanje/", SAYS).status_code == 403
    assert not JoinRequest.objects.exists()
    assert "Zatražite pristup" not in text_of(client.get(url))


def test_what_one_says_of_oneself(inside, coordinator, network, url):
    valid(inside.get(f"{url}moji-podaci/"))
    inside.post(f"{url}moji-podaci/", {"skills": "Forumi", "shows_name": "on"})
    assert Card.objects.get(person=coordinator).skills == "Forumi"
    mandate = Mandate.objects.get(user=coordinator, role="network_member")
    assert mandate.name_since == timezone.localdate()
    Mandate.objects.filter(pk=mandate.pk).update(name_since=date(2025, 1, 1))
    inside.post(f"{url}moji-podaci/", {"skills": "Forumi", "shows_name": "on"})
    mandate.refresh_from_db()
    assert mandate.name_since == date(2025, 1, 1), "consent stays as old as it is"
    inside.post(f"{url}moji-podaci/", {"skills": "Forumi"})
    mandate.refresh_from_db()
    assert mandate.name_since is None


def test_only_members_say_something(outside, network, url):
    assert outside.get(f"{url}moji-podaci/").status_code == 403


def test_leaving_works_at_once(inside, coordinator, network, url):
    valid(inside.get(f"{url}izlazak/"))
    inside.post(f"{url}izlazak/")
    mandate = Mandate.objects.get(user=coordinator, role="network_member")
    assert mandate.ends == timezone.localdate() - timedelta(days=1)
    assert inside.get(f"{url}clanovi/").status_code == 403
    assert inside.post(f"{url}izlazak/").status_code == 403
    assert inside.get(f"{url}pristupanje/").status_code == 200, "one may come back"


def test_who_came_today_leaves_without_a_trace_of_a_role(outside, member, network, url):
    open_(network)
    outside.post(f"{url}pristupanje/", SAYS)
    outside.post(f"{url}izlazak/")
    assert not Mandate.objects.filter(user=member, role="network_member").exists()
    outside.post(f"{url}pristupanje/", SAYS)
    assert Mandate.objects.filter(user=member, role="network_member").count() == 1


def test_its_coordinator_hands_over_first(desk, network, url):
    assert desk.get(f"{url}izlazak/").status_code == 403


def test_taken_off_the_list(desk, inside, coordinator, network, url):
    page = desk.get(f"{url}clanovi/{coordinator.pk}/uklanjanje/")
    valid(page)
    assert "Lejla Begić" in text_of(page)
    assert "Napišite zašto" in text_of(desk.post(f"{url}clanovi/{coordinator.pk}/uklanjanje/", {"reason": ""}))
    desk.post(f"{url}clanovi/{coordinator.pk}/uklanjanje/", {"reason": "Radi na drugom mjestu."})
    assert inside.get(f"{url}clanovi/").status_code == 403
    told = Notification.objects.get(user=coordinator)
    assert (told.fact("outcome"), told.fact("words")) == ("network_removed", "Radi na drugom mjestu.")
    assert desk.get(f"{url}clanovi/{coordinator.pk}/uklanjanje/").status_code == 404


def test_who_may_take_off_the_list(inside, desk, outside, leader, member, network, url):
    assert inside.post(f"{url}clanovi/{leader.pk}/uklanjanje/", {"reason": "x"}).status_code == 403
    assert outside.post(f"{url}clanovi/{leader.pk}/uklanjanje/", {"reason": "x"}).status_code == 403
    assert desk.post(f"{url}clanovi/{leader.pk}/uklanjanje/", {"reason": "x"}).status_code == 403
    assert desk.get(f"{url}clanovi/{member.pk}/uklanjanje/").status_code == 404, "does not belong to it"


@pytest.mark.parametrize("path", ["", "clanovi/", "ljudi/"])
def test_wrong_methods(desk, url, path):
    assert desk.post(url + path).status_code == 405


@pytest.mark.parametrize("path", ["pristupanje/povlacenje/", "pozivnice/1/povlacenje/"])
def test_reading_changes_nothing(desk, url, path):
    assert desk.get(url + path).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_taken_in_and_joining_at_the_same_moment(network, member, leader):
    """One membership, whoever comes first."""
    made = JoinRequest.objects.create(network=network, person=member)
    open_(network)
    results = at_once(
        lambda: joining.accept(JoinRequest.objects.select_related("network", "person").get(pk=made.pk), leader),
        lambda: joining.join(Network.objects.get(pk=network.pk), member, {"skills": ""}, "", shows_name=False),
    )
    assert not [
        one
        for one in results
        if isinstance(one, Exception) and not isinstance(one, (joining.Settled, joining.PermissionDenied))
    ]
    assert Mandate.objects.filter(user=member, role="network_member").count() == 1
    assert JoinRequest.objects.get().state == "accepted"


def test_who_leaves_while_a_mail_waits_gets_none(outside, member, leader, network, url):
    """What is told inside a network is read by those who belong to it when they read it."""
    asked(outside, member, url)
    told = Notification.objects.get(user=leader)
    leader.mandate_set.update(ends=timezone.localdate() - timedelta(days=1))
    leader.refresh_from_db()
    assert not Notification.objects.readable_by(factories.User.objects.get(pk=leader.pk)).filter(pk=told.pk).exists()
