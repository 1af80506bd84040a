"""Invitations: for one address and one network, used once, in time."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Mandate
from networks import joining
from networks.erasing import forget_invitations
from networks.links import invitation_url
from networks.models import Card, Invitation, JoinRequest, Network
from notifications.delivery import why_not
from notifications.letters import put_into_words
from notifications.models import Notification, OutgoingMail
from tests import factories
from tests.at_once import at_once
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
NEW = "novi@example.ba"


def invited(desk, url, addresses=NEW, words="Dođite."):
    return desk.post(f"{url}pozivnice/", {"addresses": addresses, "words": words})


@pytest.fixture
def invitation(desk, url):
    invited(desk, url)
    return Invitation.objects.get()


@pytest.fixture
def page(invitation):
    return invitation_url(invitation)


def mail():
    return OutgoingMail.objects.get(event="network_invitation")


def test_the_form(desk, url):
    valid(desk.get(f"{url}pozivnice/"))


def test_to_each_address_once(desk, url, network, leader):
    typed = f"Novi Član <{NEW}>; DRUGA@example.ba,\n  {NEW.upper()}  vodi@example.ba"
    answer = invited(desk, url, typed)
    assert answer["Location"] == f"{url}ljudi/"
    assert set(Invitation.objects.values_list("address", "by", "state")) == {
        (NEW, leader.pk, "open"), ("druga@example.ba", leader.pk, "open"),
    }, "who belongs to it is not invited"  # fmt: skip
    assert set(OutgoingMail.objects.values_list("recipient", flat=True)) == {NEW, "druga@example.ba"}
    invited(desk, url, f"{NEW} treca@example.ba")
    assert Invitation.objects.count() == 3
    assert "treca@example.ba" in text_of(desk.get(f"{url}ljudi/"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Napišite bar jednu adresu"),
        ("ovo nije adresa", "Ovo nije adresa e-pošte"),
        ("a@b", "Ovo nije adresa e-pošte: a@b"),
    ],
)
def test_bad_addresses_are_named_and_kept(desk, url, typed, told):
    answer = invited(desk, url, typed)
    valid(answer)
    assert told in text_of(answer)
    assert typed in answer.content.decode()
    assert not Invitation.objects.exists()


def test_too_many(desk, url, network, monkeypatch):
    monkeypatch.setattr(joining, "MOST_OPEN", 1)
    answer = invited(desk, url, "a@example.ba b@example.ba")
    assert answer.status_code == 409
    assert "a@example.ba" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_mail_says_who_and_what_for(invitation, page, network):
    words = put_into_words(mail())
    assert "Vedrana Vodić" in words.text
    assert "Mreža koordinatora" in words.subject
    assert "Da se iskustva čuju." in words.text
    assert "Dođite." in words.text
    assert page in words.text
    assert page in words.html


def test_used(client_of, newcomer, leader, network, invitation, page, url):
    browser = client_of(newcomer)
    form = browser.get(page)
    valid(form)
    assert "Vedrana Vodić" in text_of(form)
    assert browser.post(page, {"skills": "Sve o forumima"})["Location"] == url
    invitation.refresh_from_db()
    assert (invitation.state, invitation.used_by) == ("used", newcomer)
    mandate = Mandate.objects.get(user=newcomer)
    assert (mandate.role, mandate.organisation, mandate.confirmed_by) == (
        "network_member",
        network.organisation,
        leader,
    )
    assert Card.objects.get(person=newcomer).skills == "Sve o forumima"
    assert Notification.objects.get(user=leader).fact("outcome") == "network_joined"
    assert browser.get(page)["Location"] == url


def test_visitors_sign_in_and_come_back(client, page):
    assert client.get(page)["Location"].startswith("/prijava/?next=/mreze/pozivnica/")


def refused(browser, page, words):
    for answer in (browser.get(page), browser.post(page, {"skills": "Želim unutra"})):
        assert answer.status_code == 409
        assert words in text_of(answer)
        valid(answer)
    assert not Mandate.objects.filter(role="network_member").exclude(user__email="koordinator@example.ba").exists()
    return text_of(browser.get(page))


def test_not_by_another_address(client_of, neighbour, page):
    told = refused(client_of(neighbour), page, "Ova pozivnica je otišla na drugu adresu")
    assert NEW not in told


def test_not_by_an_address_that_is_not_confirmed(client_of, desk, url):
    user = factories.make_user("tek@example.ba", verified=False)
    invited(desk, url, "tek@example.ba")
    refused(client_of(user), invitation_url(Invitation.objects.get()), "Ova pozivnica je otišla na drugu adresu")


def test_not_late(client_of, newcomer, network):
    now = timezone.now()
    made = Invitation.objects.create(
        network=network, address=NEW, made=now - timedelta(days=15), expires=now - timedelta(days=1)
    )
    refused(client_of(newcomer), invitation_url(made), "Ova pozivnica je istekla")


def test_not_once_it_is_taken_back(client_of, desk, newcomer, invitation, page, url):
    desk.post(f"{url}pozivnice/{invitation.pk}/povlacenje/")
    refused(client_of(newcomer), page, "Ova pozivnica je povučena")
    assert why_not(mail()), "nor does its mail leave"


def test_not_twice(client_of, newcomer, network, invitation, page, url):
    browser = client_of(newcomer)
    browser.post(page, {"skills": ""})
    browser.post(f"{url}izlazak/")
    refused(browser, page, "Ova pozivnica je već iskorištena")


def test_not_for_another_network(client_of, newcomer, invitation, page, network):
    other = factories.make_network("Druga mreža")
    client_of(newcomer).post(page, {"skills": ""})
    assert not newcomer.mandate_set.filter(organisation=other.organisation).exists()


@pytest.mark.parametrize(
    "change", [lambda key: key[:-2] + "xx", lambda key: "1:" + key.partition(":")[2], lambda key: "abc"]
)
def test_not_guessed(client_of, newcomer, page, change):
    key = page.rstrip("/").rpartition("/")[2]
    assert client_of(newcomer).get(f"/mreze/pozivnica/{change(key)}/").status_code == 404


@pytest.mark.parametrize("how", ["open", "request"])
def test_it_ends_when_they_come_by_another_way(client_of, desk, newcomer, network, invitation, url, how):
    Network.objects.filter(pk=network.pk).update(joining=how)
    browser = client_of(newcomer)
    browser.post(f"{url}pristupanje/", {"skills": ""})
    if how == "request":
        desk.post(f"{url}zahtjevi/{JoinRequest.objects.get().pk}/", {"accept": "1"})
    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"
    assert why_not(mail())


def test_a_request_that_waits_ends_with_it(client_of, newcomer, network, invitation, page, url):
    browser = client_of(newcomer)
    browser.post(f"{url}pristupanje/", {"skills": "", "words": "Molim."})
    browser.post(page, {"skills": ""})
    assert JoinRequest.objects.get().state == "accepted"


def test_one_that_has_run_out_makes_place_for_another(desk, network, url):
    now = timezone.now()
    old = Invitation.objects.create(
        network=network, address=NEW, made=now - timedelta(days=15), expires=now - timedelta(days=1)
    )
    invited(desk, url)
    old.refresh_from_db()
    assert old.state == "withdrawn"
    assert Invitation.objects.open().get().address == NEW


def test_forgotten_in_time(network):
    now = timezone.now()
    Invitation.objects.create(
        network=network, address=NEW, made=now - timedelta(days=150), expires=now - timedelta(days=120)
    )
    Invitation.objects.create(network=network, address="b@example.ba")
    forget_invitations(None)
    assert Invitation.objects.get().address == "b@example.ba"


@pytest.mark.django_db(transaction=True)
def test_used_twice_at_the_same_moment(network, newcomer):
    made = Invitation.objects.create(network=network, address=NEW)

    def use():
        one = Invitation.objects.select_related("network__organisation", "by").get(pk=made.pk)
        return joining.use(one, factories.User.objects.get(pk=newcomer.pk), {"skills": ""}, shows_name=False)

    results = at_once(use, use)
    assert sorted(map(str, results)) == ["True", "used"]
    assert Mandate.objects.filter(user=newcomer).count() == 1


def test_somebody_without_an_account_signs_up_and_comes_back(desk, url, network):
    """The whole way, as a stranger: the mail, the sign-in page with its way to an account, back to the invitation."""
    invited(desk, url, "sasvim.nova@example.ba")
    page = re.search(r"/mreze/pozivnica/\S+", put_into_words(mail()).text)[0]
    stranger = Client()
    sign_in = stranger.get(stranger.get(page)["Location"])
    assert f"next={page.replace(':', '%3A')}" in sign_in.content.decode() or page in sign_in.content.decode()
