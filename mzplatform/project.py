"""The page of the project that the platform comes from: what its source says, with links to what the site has of it.

Whatever is not in the register or not on the site stands as plain words: the page needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communities import country
from communities.chosen import chosen
from communities.letters import letter
from insights.tables import PHASES, PROJECT_URL
from library.models import Document
from networks.models import Conclusion, Meeting, Network
from news.models import News
from register.models import Municipality
from trainings.models import Training

ASSOCIATION_URL = "https://www.alvrs.com/"
CITIZENS = 400_000
SIGNED = date(2021, 9, 27)
NETWORK_MET = date(2022, 5, 24)
TRAINED = date(2022, 10, 13)
PRESENTED = date(2022, 12, 15)  # also the last day with a year that the source names
ELEVEN = {  # that were chosen in Republika Srpska: address in the register and official name
    "bileca": "Opština Bileća",
    "brod": "Opština Brod",
    "derventa": "Grad Derventa",
    "gacko": "Opština Gacko",
    "han-pijesak": "Opština Han Pijesak",
    "novi-grad": "Opština Novi Grad",
    "pelagicevo": "Opština Pelagićevo",
    "srbac": "Opština Srbac",
    "srebrenica": "Opština Srebrenica",
    "vukosavlje": "Opština Vukosavlje",
    "zvornik": "Grad Zvornik",
}
WERE_TRAINED = {  # from where people came on 13 October 2022, in the order of the source
    "zvornik": "Zvornik",
    "derventa": "Derventa",
    "srbac": "Srbac",
    "vukosavlje": "Vukosavlje",
    "srebrenica": "Srebrenica",
    "novi-grad": "Novi Grad",
    "lukavac": "Lukavac",
    "han-pijesak": "Han Pijesak",
    "pelagicevo": "Pelagićevo",
}

# Keys of what was collected: trainings, meetings and news as their files name them, networks and acts as the register does.
TRAININGS = {
    "method": "metodologija-mjesnih-zajednica-i-lokalizacija-vizije-mz",
    "platform_shown": "predstavljanje-platforme-mjesnazajednica-ba-mrezama-koordinatora",
    "facilitators": "obuka-za-facilitatore-foruma-mjesnih-zajednica",
}
MEETINGS = {
    "may": "sastanak-mreze-koordinatora-zakljucci",
    "joint": "zajednicki-sastanak-mreza-koordinatora-dva-entiteta",
}
NEWS = {
    "signed": "potpisan-ugovor-undp-a-i-saveza-opstina-i-gradova-republike-srpske",
    "chosen": "jedanaest-opstina-i-gradova-ukljuceno-u-rad-s-mjesnim-zajednicama",
    "may_news": "koordinatori-za-rad-sa-mjesnim-zajednicama-donijeli-zakljucke",
    "method_news": "obuka-o-metodologiji-i-lokalizaciji-vizije-mz-u-bijeljini",
    "joint_news": "nova-platforma-predstavljena-koordinatorima-iz-oba-entiteta",
    "facilitators_news": "koordinatori-obuceni-za-vodjenje-foruma-gradjana",
}
NETWORKS = {"practitioners": "mreza-prakticara-za-mz", "coordinators": "mreza-koordinatora-rs"}
ACTS = {
    "vision": "nova-vizija-mjesnih-zajednica-u-bih",
    "novi_grad": "odluka-o-usvajanju-vizije-razvoja-mjesnih-zajednica-opstine-novi-grad",
}


@dataclass(frozen=True)
class Happened:
    """One line of what happened."""

    when: str
    where: str
    title: str
    words: str
    url: str | None  # of its own page
    more: tuple[tuple[str, str], ...]  # words and address of what else the site has of it


@require_safe
def project(request: HttpRequest) -> HttpResponse:
    """Its goals, phases, municipalities, events, partners, documents and status, as the source has them."""
    links, known = _links(), _known()
    eleven = [known[slug] for slug in ELEVEN if slug in known]
    context = {
        "contents": _contents(),
        "crumbs": [(_("Home"), reverse("home")), (_("About the platform"), reverse("about")), (_("The project"), None)],
        "first_phase": PHASES[0],
        "second_phase": PHASES[1],
        "citizens": CITIZENS,
        "signed": SIGNED,
        "last_day": PRESENTED,
        "eleven": [(known.get(slug, name), _counted(known.get(slug))) for slug, name in ELEVEN.items()],
        "map": chosen(eleven),
        "links": links,
        "happened": _happened(
            links, [known[slug].label if slug in known else WERE_TRAINED[slug] for slug in WERE_TRAINED]
        ),
        "source_url": PROJECT_URL,
        "association_url": ASSOCIATION_URL,
        "mail_label": _("Write to us"),
        "mail_url": letter(_("A question about the project")),
    }
    return render(request, "pages/project.html", context)


def _contents() -> list[tuple[str, str]]:
    return [
        ("goal", _("What the project wants")),
        ("first", _("First phase")),
        ("second", _("Second phase, until 2024")),
        ("chosen", _("The eleven that were chosen")),
        ("happened", _("What happened")),
        ("platform", _("The platform of the project")),
        ("partners", _("Partners and donors")),
        ("documents", _("Documents and recordings")),
        ("status", _("Status")),
        ("contact", _("Contact")),
    ]


def _known() -> dict[str, Municipality]:
    """The municipalities of the register by their address, from memory."""
    return {one.slug: one for one in country.current().municipalities}


def _counted(municipality: Municipality | None) -> int:
    """Its local communities in the register, from memory."""
    return country.current().counts[municipality.pk] if municipality else 0


def _links() -> dict[str, str]:
    """The address of each page of the site that tells of the project and that everyone may read; six queries at most."""
    everyone = AnonymousUser()
    found: dict[str, str] = {}
    meetings = Meeting.objects.select_related("network__organisation")
    for objects, keys in ((Training.objects.all(), TRAININGS), (meetings, MEETINGS), (News.objects.all(), NEWS)):
        rows = objects.published().visible_to(everyone).filter(key__in=keys.values())
        found |= _addresses(keys, ((row.key, row) for row in rows.defer("body", "body_html", "search")))
    networks = Network.objects.filter(organisation__slug__in=NETWORKS.values()).select_related("organisation")
    found |= _addresses(NETWORKS, ((row.slug, row) for row in networks))
    documents = (
        Document.objects.on_site().filter(act__slug__in=ACTS.values()).select_related("act").defer("body", "search")
    )
    found |= _addresses(ACTS, ((row.act.slug, row) for row in documents if row.act))
    concluded = Conclusion.objects.published().visible_to(everyone).filter(adopted_at__key=MEETINGS["may"])
    if "may" in found and concluded.exists():
        found["concluded"] = found["may"] + "#zakljucci"
    return found


def _addresses(keys: dict[str, str], rows: Iterable[tuple[str | None, Any]]) -> dict[str, str]:
    by_key = {key: row.get_absolute_url() for key, row in rows}
    return {name: by_key[key] for name, key in keys.items() if key in by_key}


def _happened(links: dict[str, str], places: list[str]) -> list[Happened]:
    """What the source tells of, by its day; of the last one it does not give the year."""

    def one(when: str, where: str, title: str, words: str, name: str, **more: str) -> Happened:
        rest = tuple((label, links[key]) for key, label in more.items() if key in links)
        return Happened(when, where, title, words, links.get(name), rest)

    news = _("News of it")
    return [
        one(
            _day(SIGNED),
            "Sarajevo",
            _("Agreement on the second phase"),
            _("UNDP and the association of Republika Srpska signed it."),
            "signed",
        ),
        one(
            _day(NETWORK_MET),
            "",
            _("Meeting of the network of coordinators for work with local communities"),
            _("It ended with conclusions. The source names them, but does not give their text."),
            "may",
            concluded=_("Conclusions of this meeting"),
            may_news=news,
        ),
        one(
            _day(TRAINED),
            "Bijeljina",
            _("Training: the method of local communities and a vision that fits the place"),
            _(
                "Both associations held it, so that people who work with local communities can use the method. It dealt with "
                "laws and roles, with the method of the first phase, and with good practices and new visions. "
                "People came from: %(places)s."
            )
            % {"places": ", ".join(places)},
            "method",
            method_news=news,
        ),
        one(
            _day(PRESENTED),
            "Bijeljina",
            _("The platform is presented to the networks of coordinators"),
            _("People from municipalities and cities of both entities got to know it by entering data themselves."),
            "joint",
            platform_shown=_("Among the trainings"),
            joint_news=news,
        ),
        one(
            _("5 April, the source does not name the year"),
            "Sarajevo",
            _("Training for those who lead forums of local communities"),
            _("Both associations held it for coordinators of partner municipalities: how to lead a citizens' forum."),
            "facilitators",
            facilitators_news=news,
        ),
    ]


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
