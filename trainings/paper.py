"""A certificate as a PDF, drawn from its row in the language and script of whoever asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from text.languages import Language
from text.script import convert
from ui.pdf import draw, qr_svg

from .models import Certificate


def address_of(certificate: Certificate) -> str:
    """Where anyone checks it; the same in every language, since it stands on paper."""
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse("trainings:certificate", args=[certificate.code])


def certificate_pdf(certificate: Certificate, language: Language) -> bytes:
    """One page of A4. The same row gives the same bytes, whenever it is drawn."""
    with override(language.code):
        data = _data(certificate, language)
    return draw("certificate.typ", data, made=certificate.issued)


def name_of_file(certificate: Certificate, language: Language) -> str:
    """Numbers and script: names of people do not belong into names of files."""
    script = "cirilica" if language.script == "Cyrl" else "latinica"
    return f"potvrda-{certificate.number}-{certificate.year}-{script}.pdf"


def _data(one: Certificate, language: Language) -> dict[str, Any]:
    def said(text: str) -> str:
        return convert(text, language.script)

    facts = [
        (_("Day") if len(one.days) == 1 else _("Days"), " – ".join(map(_day, one.days))),
        (_("Where"), one.held_in),
        (_("Attendance"), _attendance(one)),
        (_("Quiz"), _("passed") if one.with_quiz else ""),
        (_("Issued"), _day(timezone.localdate(one.issued))),
    ]
    page = settings.SITE_URL.partition("://")[2] + "/potvrde/"
    texts = {
        "title": _("Certificate %(number)s") % {"number": one.numbered},
        "issuer": one.issuer,
        "heading": _("Certificate"),
        "what": _("of attendance at a training"),
        "confirms": _("This certificate belongs to"),
        "took_part": _("for taking part in the training"),
        "training": one.title,
        "signed": _("For the organiser"),
        "stamp": _("Stamp"),
        "numbered": _("Certificate no. %(number)s") % {"number": one.numbered},
        "check": _("Anyone can check it here:"),
        "code_label": _("Code:"),
        "qr_alt": _("QR code of the page that confirms this certificate"),
        "sample": _("sample") if one.is_sample else "",
    }
    data: dict[str, Any] = {name: said(text) for name, text in texts.items()}
    return data | {
        "name": one.name_in(language.script),
        "facts": [[said(label), said(value)] for label, value in facts if value],
        "language": language.tag.partition("-")[0],
        "code": one.spelled,
        "address": address_of(one),
        "page": page,
        "qr": qr_svg(address_of(one)),
    }


def _attendance(one: Certificate) -> str:
    text = ngettext("%(number)s of %(total)s session", "%(number)s of %(total)s sessions", one.sessions_of)
    return text % {"number": one.sessions, "total": one.sessions_of}


def _day(day: date) -> str:
    return str(date_format(day, "DATE_FORMAT"))
