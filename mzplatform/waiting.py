"""What waits for a person who is signed in: true things only, each with the page where it can be done."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Claim, Mandate, User
from accounts.policy import can_open_admin, has_second_factor, needs_second_factor
from communities.profiles import Profile, expected_total, profile_of, with_known
from content.visibility import organisations_of
from forums.policy import sees_what_waits
from moderation.policy import can_moderate, claims_answered_by, municipalities_of
from moderation.queue import Queue
from networks.models import Network
from practices.models import Practice
from register.models import Community
from search.policy import sees_misses
from trainings.models import Registration, Training

DRAFTS_SHOWN = 5
NEAR = 7  # days before a training


@dataclass(frozen=True)
class Item:
    """One line of "Waiting for you"; without an address there is nothing to do but wait."""

    icon: str
    title: str
    text: str
    url: str = ""


def own_profiles(user: User) -> list[Profile]:
    """The profiles of the communities in whose council or office this person is."""
    mandates = [mandate for mandate in user.active_mandates if mandate.role in Mandate.COMMUNITY_ROLES]
    communities = {mandate.community.pk: mandate.community for mandate in mandates if mandate.community}
    return [profile_of(community, user) for community in communities.values()]


def waiting_for(user: User, profiles: list[Profile]) -> list[Item]:
    """Everything that waits for `user`, the most urgent first."""
    items = []
    if needs_second_factor(user) and not has_second_factor(user):
        text = _("Moderators and administrators need it for their role.")
        items.append(Item("lock", _("Set up two-step sign-in"), text, reverse("mfa_index")))
    items += _trainings(user)
    items += _moderated(user)
    items += _returned(user)
    if user.profile.municipality_id is None:
        text = _("Then we know which local communities concern you.")
        items.append(Item("building", _("Choose your municipality"), text, reverse("accounts:profile")))
    if unread := user.notifications.readable_by(user).unread().count():
        items.append(_unread(unread))
    items += [_unconfirmed(mandate) for mandate in user.mandates if mandate.confirmed_on is None]
    items += [_unconfirmed(claim) for claim in user.claims.waiting().for_labels()]
    items += [_ending(mandate) for mandate in user.active_mandates if mandate.is_ending]
    items += [_missing(profile) for profile in profiles if not profile.is_complete]
    items += _coordinated(user)
    items += _asked_to_join(user)
    return items


def shortcuts(user: User) -> list[Item]:
    """Where this person goes most: their desks first, as far as their role opens them, then what is everybody's."""
    desks = [
        ("lock", _("Administration"), "admin:index", can_open_admin(user)),
        ("eye", _("Moderation"), "moderation:queue", can_moderate(user)),
        ("people", _("My local communities"), "communities:workspace", user.holds(Mandate.Role.COORDINATOR)),
        ("clock", _("Questions that wait"), "forums:waiting", sees_what_waits(user)),
        ("search", _("Sought in vain"), "search:misses", sees_misses(user)),
        ("edit", _("Send us your practice"), "practices:create", True),
        ("document", _("My practices"), "practices:mine", True),
        ("comment", _("Ask a question"), "forums:create", True),
        ("comment", _("My questions"), "forums:mine", True),
        ("calendar", _("My trainings"), "trainings:mine", True),
        ("people", _("Networks"), "networks:index", bool(organisations_of(user))),
        ("bookmark", _("Saved practices"), "practices:saved", True),
        ("eye", _("What you follow"), "following", True),
        ("map", _("Map"), "communities:map", True),
        ("user", _("My account"), "accounts:overview", True),
    ]
    links = [Item(icon, title, "", reverse(name)) for icon, title, name, opens in desks if opens]
    if place := user.profile.municipality:
        links.insert(-2, Item("building", place.full_name, "", place.get_absolute_url()))
    return links


def _unread(number: int) -> Item:
    title = ngettext("%(number)s notification is unread", "%(number)s notifications are unread", number)
    text = _("Answers, comments and decisions that concern you.")
    return Item("mail", title % {"number": number}, text, reverse("notifications:index"))


def _trainings(user: User) -> list[Item]:
    """Seats that are offered, and what one takes part in within a week."""
    today = timezone.localdate()
    near = Q(state="confirmed", sign_up__training__begins__range=(today, today + timedelta(days=NEAR)))
    rows = Registration.objects.of(user).filter(Q(state="offered") | near, sign_up__training__cancelled=None)
    rows = rows.filter(sign_up__training__in=Training.objects.published().visible_to(user))
    return [
        _training(one) for one in rows.select_related("sign_up__training").order_by("sign_up__training__begins", "pk")
    ]


def _training(one: Registration) -> Item:
    training, address = one.sign_up.training, reverse("trainings:own", args=[one.pk])
    if one.offered_until is not None:
        until = date_format(timezone.localtime(one.offered_until), "SHORT_DATETIME_FORMAT")
        return Item(
            "calendar",
            training.title,
            _("A seat is free for you. Confirm it by %(until)s.") % {"until": until},
            address,
        )
    assert training.begins is not None, "chosen by it"  # noqa: S101
    day = date_format(training.begins, "SHORT_DATE_FORMAT")
    text = _("You take part on %(day)s. If you cannot come, say so in time.") % {"day": day}
    return Item("calendar", training.title, text, address)


def _returned(user: User) -> list[Item]:
    """What came back with a reason, and drafts that were begun."""
    items = []
    rows = Practice.objects.filter(author=user, withdrawn=None, status__in=["returned", "draft"]).order_by("-edited")
    for practice in rows.only("pk", "title", "status")[:DRAFTS_SHOWN]:
        address = reverse("practices:check", args=[practice.pk])
        if practice.status == Practice.Status.RETURNED:
            text = _("It came back with a reason. Correct it and send it again.")
            items.append(Item("edit", practice.title, text, address))
        else:
            items.append(
                Item("edit", practice.title, _("A draft: only you see it. Finish it when you have time."), address)
            )
    return items


def _moderated(user: User) -> list[Item]:
    """For moderators: how much waits at their desk."""
    if not can_moderate(user):
        return []
    counts = Queue(user).counts
    number = counts["new"] + counts["change"] + counts["reported"] + counts["mandate"]
    if not number:
        return []
    text = ngettext("%(number)s thing waits for moderators", "%(number)s things wait for moderators", number)
    return [Item("eye", text % {"number": number}, _("The oldest comes first."), reverse("moderation:queue"))]


def _unconfirmed(role: Mandate | Claim) -> Item:
    return Item(
        "clock",
        _("Your role is not confirmed yet: %(role)s") % {"role": role},
        _("The coordinator of the municipality or a moderator confirms it. You need not do anything."),
    )


def _ending(mandate: Mandate) -> Item:
    assert mandate.ends is not None, "is_ending"  # noqa: S101 - it was asked for
    return Item(
        "calendar",
        _("Your mandate ends on %(day)s") % {"day": date_format(mandate.ends, "SHORT_DATE_FORMAT")},
        _("%(role)s. Have you been elected again? Then claim the new mandate.") % {"role": mandate},
        reverse("communities:claims"),
    )


def _missing(profile: Profile) -> Item:
    numbers = {"name": profile.community.label, "known": profile.known, "total": profile.total}
    return Item(
        "edit",
        _("Data of MZ %(name)s: %(known)s of %(total)s filled in") % numbers,
        _("See what is missing and send it to us."),
        profile.community.get_absolute_url() + "#completeness",
    )


def _asked_to_join(user: User) -> list[Item]:
    """For the coordinator of a network: requests that wait for an answer."""
    edited = [one.organisation_id for one in user.active_mandates if one.role == Mandate.Role.EDITOR]
    if not edited:
        return []
    rows = Network.objects.filter(pk__in=edited, requests__state="waiting").annotate(asked=Count("requests"))
    items = []
    for slug, name, number in rows.order_by("pk").values_list("organisation__slug", "organisation__name", "asked"):
        title = ngettext("%(number)s person asks to join", "%(number)s people ask to join", number)
        items.append(Item("people", title % {"number": number}, name, reverse("networks:people", args=[slug])))
    return items


def _coordinated(user: User) -> list[Item]:
    """For a coordinator: how many communities of each municipality still have gaps, and which are unconfirmed."""
    mandates = [mandate for mandate in user.active_mandates if mandate.role == Mandate.Role.COORDINATOR]
    items = []
    if mandates and (number := claims_answered_by(user).in_municipalities(municipalities_of(user)).waiting().count()):
        title = ngettext("%(number)s claimed role waits for you", "%(number)s claimed roles wait for you", number)
        text = _("Confirm it or say why not.")
        items.append(Item("user", title % {"number": number}, text, reverse("communities:workspace")))
    for mandate in mandates:
        municipality = mandate.municipality
        assert municipality is not None, "mandate_scope_fits_role"  # noqa: S101 - the database holds it
        rows = with_known(Community.objects.open().filter(municipality=municipality)).aggregate(
            gaps=Count("pk", filter=Q(known__lt=expected_total())), oldest=Min("updated")
        )
        if rows["gaps"]:
            title = ngettext(
                "%(place)s: %(number)s local community has gaps in its data",
                "%(place)s: %(number)s local communities have gaps in their data",
                rows["gaps"],
            ) % {"place": municipality.full_name, "number": rows["gaps"]}
            text = _("The oldest entry was last changed on %(day)s") % {
                "day": date_format(rows["oldest"], "SHORT_DATE_FORMAT")
            }
            items.append(Item("people", title, text, f"{reverse('communities:workspace')}?jls={municipality.slug}"))
    return items
