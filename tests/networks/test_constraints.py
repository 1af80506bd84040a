"""What never may be false of a network and its people, whoever writes the row."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Mandate
from content.models import Entry
from moderation.actions import submit
from moderation.models import Decision
from networks.models import Card, Invitation, JoinRequest, Network, Topic
from tests import factories

pytestmark = pytest.mark.django_db


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def test_a_network_is_a_network(places):
    with refused("network_is_a_network"), transaction.atomic():
        Network.objects.create(organisation=places.savez)


def test_its_association_is_one(network):
    with refused("network_of_an_association"), transaction.atomic():
        Network.objects.filter(pk=network.pk).update(association=network.organisation)


def test_only_networks_have_members(places, newcomer):
    with refused("mandate_member_of_a_network"), transaction.atomic():
        factories.make_mandate(newcomer, "network_member", places.savez)
    with refused("mandate_scope_fits_role"), transaction.atomic():
        factories.make_mandate(newcomer, "network_member")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"joining": "sometimes"}, "network_joining"),
    ],
)
def test_of_a_network(network, values, name):
    with refused(name), transaction.atomic():
        Network.objects.filter(pk=network.pk).update(**values)


@pytest.mark.parametrize(("values", "name"), [({"year": 1999}, "topic_of_a_year"), ({"title": ""}, "topic_has_title")])
def test_of_a_topic(network, values, name):
    with refused(name), transaction.atomic():
        Topic.objects.create(**{"network": network, "year": 2026, "position": 1, "title": "Imovina"} | values)


def test_one_card_and_one_request_of_each_person(network, newcomer):
    Card.objects.create(network=network, person=newcomer)
    JoinRequest.objects.create(network=network, person=newcomer)
    with refused("card_once"), transaction.atomic():
        Card.objects.create(network=network, person=newcomer)
    with refused("join_request_waits_once"), transaction.atomic():
        JoinRequest.objects.create(network=network, person=newcomer)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "accepted"}, "join_request_answered_on_a_day"),
        ({"state": "refused", "answered": timezone.now()}, "join_request_refused_says_why"),
    ],
)
def test_of_a_request(network, newcomer, values, name):
    made = JoinRequest.objects.create(network=network, person=newcomer)
    with refused(name), transaction.atomic():
        JoinRequest.objects.filter(pk=made.pk).update(**values)
    with refused("join_request_answered_by_another"), transaction.atomic():
        JoinRequest.objects.filter(pk=made.pk).update(state="accepted", answered=timezone.now(), answered_by=newcomer)


def test_an_answer_is_the_last_word(network, newcomer):
    made = JoinRequest.objects.create(network=network, person=newcomer, state="withdrawn", answered=timezone.now())
    with refused("join_request_is_answered_once"), transaction.atomic():
        JoinRequest.objects.filter(pk=made.pk).update(state="accepted")


def invitation(network, address="novi@example.ba", **fields):
    return Invitation.objects.create(network=network, address=address, **fields)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"address": "Novi@example.ba"}, "invitation_address_is_small"),
        ({"expires": timezone.now() - timedelta(days=1)}, "invitation_lasts"),
        ({"state": "withdrawn"}, "invitation_ended_on_a_day"),
    ],
)
def test_of_an_invitation(network, fields, name):
    with refused(name), transaction.atomic():
        invitation(network, **fields)


def test_one_open_invitation_for_each_address(network):
    invitation(network)
    with refused("invitation_open_once"), transaction.atomic():
        invitation(network)


def use(made, by):
    Invitation.objects.filter(pk=made.pk).update(state="used", used_by=by, ended=timezone.now())


def test_used_by_the_person_of_the_address_alone(network, newcomer, neighbour):
    made = invitation(network)
    with refused("invitation_is_of_its_address"), transaction.atomic():
        use(made, neighbour)
    use(made, newcomer)
    assert Invitation.objects.get().used_by == newcomer


def test_not_used_by_an_address_that_is_not_confirmed(network):
    user = factories.make_user("tek@example.ba", verified=False)
    made = invitation(network, "tek@example.ba")
    with refused("invitation_is_of_its_address"), transaction.atomic():
        use(made, user)


def test_not_used_late(network, newcomer):
    now = timezone.now()
    made = invitation(network, made=now - timedelta(days=20), expires=now - timedelta(days=6))
    with refused("invitation_is_of_its_address"), transaction.atomic():
        use(made, newcomer)


def test_not_used_twice_nor_for_another(network, newcomer):
    made = invitation(network)
    use(made, newcomer)
    other = factories.make_network("Druga mreža")
    for values in ({"state": "open", "used_by": None, "ended": None}, {"network": other}, {"address": "x@example.ba"}):
        with refused("invitation_ends_once"), transaction.atomic():
            Invitation.objects.filter(pk=made.pk).update(**values)


# -- what a membership carries ---------------------------------------------------------------------------------------------


@pytest.fixture
def insider(network):
    """Nothing but a member of the network."""
    user = factories.make_user("clanica@example.ba")
    factories.make_mandate(user, "network_member", network.organisation)
    return user


def text(author, **fields):
    return Entry.objects.create(kind="question", author=author, title="Ko je radio imovinu?", **fields)


def test_a_member_speaks_at_once_inside_and_waits_outside(network, insider):
    inside = text(insider, audience="organisation", organisation=network.organisation)
    outside = text(insider)
    submit(inside, insider)
    submit(outside, insider)
    assert (inside.status, outside.status) == ("published", "pending")


@pytest.mark.parametrize("audience", ["public", "members"])
def test_what_was_said_inside_does_not_come_out(network, insider, audience):
    inside = text(insider, audience="organisation", organisation=network.organisation)
    submit(inside, insider)
    with refused("published_needs_decision"), transaction.atomic():
        Entry.objects.filter(pk=inside.pk).update(audience=audience, organisation=None)


def test_a_membership_publishes_nothing_elsewhere(network, insider):
    other = factories.make_organisation("Druga mreža", "mreza")
    mandate = Mandate.objects.get(user=insider)
    for fields in ({}, {"audience": "members"}, {"audience": "organisation", "organisation": other}):
        entry = text(insider, **fields)
        Decision.objects.create(entry=entry, kind="mandate", outcome="published", ground=mandate, version=1)
        with refused("published_needs_decision"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(status="published", published=timezone.now())
