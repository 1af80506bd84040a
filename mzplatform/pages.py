"""The home page and the static pages. The home page is composed here because `mzplatform` may look into every room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.models.leaving import UNDOABLE
from accounts.readers import reader
from communities import country
from communities.letters import letter
from communities.locator import glance
from mzplatform import front
from mzplatform.waiting import own_profiles, shortcuts, waiting_for
from notifications.models import notices, outbox
from register.models import Boundary, Municipality

EXAMPLES = ("rasvjeta", "zepce", "Рогатица")  # three ways to write: ours, without our letters, in Cyrillic
WRITTEN_ON = date(2026, 11, 26)


@dataclass(frozen=True)
class Holdings:
    """What the register holds, counted at the last look at the country."""

    communities: int
    municipalities: int
    complete: Sequence[tuple[Municipality, int]]
    without_list: int

    @classmethod
    def now(cls) -> "Holdings":
        """From memory, no queries."""
        look = country.current()
        held = [(one, look.counts[one.pk]) for one in look.base_units if look.counts[one.pk]]
        complete = [(one, number) for one, number in held if one.list_complete]
        return cls(look.total, len(held), sorted(complete, key=lambda pair: -pair[1]), len(look.without_list))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What one can do here; for somebody who is signed in, what waits for them."""
    context: dict[str, Any] = {
        "holdings": Holdings.now(),
        "glance": glance(),
        "examples": EXAMPLES,
        "about_url": reverse("about"),
        "directory_url": reverse("communities:index"),
        "map_url": reverse("communities:map"),
        **front.parts(),
    }
    if isinstance(user := reader(request), User):
        profiles = own_profiles(user)
        context |= {
            "person": user,
            "profiles": profiles,
            "waiting": waiting_for(user, profiles),
            "shortcuts": shortcuts(user),
        }
    return render(request, "home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the platform is, what one can do here, the project it comes from in short, and where its data come from."""
    context = {
        "boundary_sources": Boundary.objects.order_by("source").values_list("source", flat=True).distinct(),
        "contents": [
            ("what", _("What this is")),
            ("works", _("What you can do here today")),
            ("project", _("The project it comes from")),
            ("data", _("Where the data come from")),
            ("sample", _("What is real and what is a sample")),
        ],
        "mail_label": _("Write to us"),
        "mail_url": letter(_("A question about the platform")),
    }
    return _page(request, "pages/about.html", _("About the platform"), context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    context = {
        "contents": [
            ("standard", _("Which standard we follow")),
            ("done", _("What we did for it")),
            ("gaps", _("What is not good enough yet")),
            ("contact", _("Tell us")),
        ],
        "contact": settings.CONTACT_EMAIL,
        "mail_url": letter(_("Accessibility")),
    }
    return _page(request, "pages/accessibility.html", _("Accessibility statement"), context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored about people, why, for how long, and what they may demand."""
    context = {
        "contents": [
            ("short", _("In short")),
            ("stored", _("What we store")),
            ("cookies", _("Cookies")),
            ("basis", _("On what grounds")),
            ("shared", _("Who else sees it")),
            ("rights", _("Your rights")),
        ],
        "session_days": settings.SESSION_COOKIE_AGE // 86_400,
        "mail_days": outbox.KEPT.days,
        "notice_days": notices.KEPT.days,
        "leaving_days": UNDOABLE.days,
        "contact": settings.CONTACT_EMAIL,
        "mail_url": letter(_("My personal data")),
    }
    return _page(request, "pages/privacy.html", _("Privacy"), context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What is asked of everyone, and what everyone may expect."""
    context = {
        "contents": [
            ("facts", _("Facts")),
            ("account", _("Your account")),
            ("conduct", _("How we treat each other")),
            ("us", _("What you can expect of us")),
        ],
        "mail_label": _("Write to us"),
        "mail_url": letter(_("A question about the rules")),
    }
    return _page(request, "pages/rules.html", _("Rules"), context)


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    crumbs = [(_("Home"), reverse("home")), (title, None)]
    return render(request, template, {"since": WRITTEN_ON, "crumbs": crumbs, **context})
