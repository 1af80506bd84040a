"""Pages of networks: for visitors, for whoever answers for one."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from networks.links import invitation_url
from networks.models import Card, Invitation, JoinRequest, Network, Topic
from register.models import Municipality, Organisation
from tests.factories import make_mandate, make_user


def of_networks() -> dict[str, str]:
    """The list with one, and its page."""
    return {"networks": "/mreze/", "network": _network().get_absolute_url()}


def of_a_network_leader(user: User) -> dict[str, str]:
    """What its coordinator opens, with a member, somebody who asks and somebody who is invited."""
    network, town = _network(), Municipality.objects.get(slug="zepce")
    make_mandate(user, "editor", network.organisation)
    member, asks = make_user("clanica@example.ba", name="Lejla Begić"), make_user("trazi@example.ba", name="Edin Kovač")
    make_mandate(member, "network_member", network.organisation, name_since=timezone.localdate())
    Card.objects.create(network=network, person=member, municipality=town, function="koordinatorica", skills="Imovina")
    asked = JoinRequest.objects.create(network=network, person=asks, words="Molim pristup.")
    Invitation.objects.create(network=network, address="nova@example.ba", words="Dođite.")
    page = network.get_absolute_url()
    return {
        "network, inside": page,
        "network, edited": f"{page}uredi/",
        "network, programme": f"{page}program/",
        "network, members": f"{page}clanovi/",
        "network, members, none": f"{page}clanovi/?q=xqwxqwxqw",
        "network, people": f"{page}ljudi/",
        "network, invite": f"{page}pozivnice/",
        "network, a request": f"{page}zahtjevi/{asked.pk}/",
        "network, off the list": f"{page}clanovi/{member.pk}/uklanjanje/",
        "network, own card": f"{page}moji-podaci/",
        "network, asked inside": f"/pitanja/novo/?unutar={network.slug}&naslov=Ko+je+radio&dalje=1",
    }


def of_a_network_guest(user: User) -> dict[str, str]:
    """What somebody opens who does not belong to it: joining, an invitation, one that does not work."""
    network = _network()
    late = timezone.now() - timedelta(days=20)
    gone = Invitation.objects.create(
        network=network, address="kasni@example.ba", made=late, expires=late + timedelta(days=14)
    )
    sent = Invitation.objects.create(network=network, address=user.email, words="Dođite.")
    return {
        "network, an invitation": invitation_url(sent),
        "network, join": f"{network.get_absolute_url()}pristupanje/",
        "network, an invitation that has run out": invitation_url(gone),
    }


def _network() -> Network:
    organisation = Organisation.objects.filter(kind="mreza").order_by("pk").first()
    assert organisation is not None, "the register names some"
    network, is_new = Network.objects.get_or_create(
        organisation=organisation, defaults={"purpose": "Razmjena iskustava.\n\n- dvaput godišnje", "area": "FBiH"}
    )
    if is_new:
        Topic.objects.create(network=network, year=2026, position=1, title="Imovina", planned="mart")
    return network
