"""Pages of networks: for visitors, for whoever answers for one."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from networks.links import invitation_url
from networks.models import (
    AgendaItem,
    Attendee,
    Card,
    Invitation,
    JoinRequest,
    Meeting,
    Minutes,
    Network,
    Remark,
    Topic,
)
from register.models import Municipality, Organisation
from tests.factories import make_conclusion, make_mandate, make_meeting, make_user


def of_networks() -> dict[str, str]:
    """The list with one, and its page."""
    held = _held()
    conclusion = held.conclusions.order_by("pk").first()
    assert conclusion is not None, "made with it"
    return {
        "networks": "/mreze/",
        "network": held.network.get_absolute_url(),
        "meetings": f"{held.network.get_absolute_url()}sastanci/",
        "meeting": held.get_absolute_url(),
        "minutes": f"{_below(held)}zapisnik/",
        "conclusions": "/mreze/zakljucci/",
        "conclusions, filtered": "/mreze/zakljucci/?stanje=kasni",
        "conclusions, none": "/mreze/zakljucci/?q=xqwxqwxqw",
        "conclusion": conclusion.get_absolute_url(),
        "conclusion, sheet": f"{conclusion.get_absolute_url()}list/",
        "meeting, sheet": f"{held.get_absolute_url()}list/",
    }


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


def of_meetings(user: User) -> dict[str, str]:
    """What its coordinator opens of a meeting that was held, with minutes that are open and a remark, and of one to come."""
    held, network = _held(), _network()
    coming = make_meeting(network, user, day=timezone.localdate() + timedelta(days=9), body="Ponesite statut.")
    open_ = make_meeting(network, user, title="Sastanak o rasvjeti")
    Attendee.objects.create(meeting=open_, person=user, name="Jasna Perić")
    minutes = Minutes.objects.create(meeting=open_, text="1. Rasvjeta\nLampe ne rade.")
    Minutes.objects.filter(pk=minutes.pk).update(state="open", opened=timezone.now())
    remark = Remark.objects.create(minutes=minutes, person=user, text="Rade dvije.")
    waits = make_conclusion(held, user, title="Popraviti rasvjetu", deadline=date(2027, 1, 1), responsible=user)
    one, late = f"/mreze/zakljucci/{waits.pk}/", held.conclusions.get(number=1)
    return {
        "meeting to come": coming.get_absolute_url(),
        "new meeting": f"{network.get_absolute_url()}sastanci/novi/",
        "meeting, edited": f"{_below(coming)}uredi/",
        "meeting, cancelled": f"{_below(coming)}otkazivanje/",
        "who was there": f"{_below(open_)}prisustvo/",
        "minutes, open": f"{_below(open_)}zapisnik/",
        "minutes, written": f"{_below(open_)}zapisnik/uredi/",
        "minutes, a remark": f"{_below(open_)}zapisnik/primjedbe/{remark.pk}/",
        "minutes, adopting": f"{_below(open_)}zapisnik/usvajanje/",
        "new conclusion": f"{_below(held)}zakljucci/novi/",
        "conclusion, its desk": waits.get_absolute_url(),
        "conclusion, edited": f"{one}uredi/",
        "conclusion, sent": f"{one}slanje/",
        "conclusion, answered": f"/mreze/zakljucci/{late.pk}/odgovor/",
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


def _held() -> Meeting:
    """With who was there, adopted minutes that everyone may read, and a conclusion that is overdue."""
    network = _network()
    if (found := network.meetings.filter(title="Sastanak o imovini").first()) is not None:
        return found
    held = make_meeting(network, lead="Ko je upisan.")
    AgendaItem.objects.create(meeting=held, position=1, title="Imovina", speaker="Lejla Begić", minutes=30)
    Attendee.objects.create(meeting=held, name="Gost", gender="m")
    Meeting.objects.filter(pk=held.pk).update(attended=timezone.now())
    minutes = Minutes.objects.create(meeting=held, text="1. Imovina\nDomovi nisu upisani.")
    opened = timezone.now() - timedelta(days=9)
    Minutes.objects.filter(pk=minutes.pk).update(state="open", opened=opened)
    Minutes.objects.filter(pk=minutes.pk).update(state="adopted", adopted=timezone.now(), is_public=True)
    association = Organisation.objects.filter(kind="savez").order_by("pk").first()
    late = make_conclusion(held, to_organisation=association, sent=date(2026, 3, 20), deadline=date(2026, 5, 1))
    make_conclusion(held, title="Pitati ponovo", to_organisation=association, takes_up=late)
    return held


def _below(meeting: Meeting) -> str:
    return f"{meeting.network.get_absolute_url()}sastanci/{meeting.pk}/"


def _network() -> Network:
    organisation = Organisation.objects.filter(kind="mreza").order_by("pk").first()
    assert organisation is not None, "the register names some"
    network, is_new = Network.objects.get_or_create(
        organisation=organisation, defaults={"purpose": "Razmjena iskustava.\n\n- dvaput godišnje", "area": "FBiH"}
    )
    if is_new:
        Topic.objects.create(network=network, year=2026, position=1, title="Imovina", planned="mart")
    return network
