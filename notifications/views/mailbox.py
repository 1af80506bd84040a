"""The developers' mailbox of a sample site: what would have been sent, codes and links included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

SHOWN = 50


@dataclass(frozen=True)
class StoredMail:
    """One file of the mailbox."""

    number: UUID
    message: EmailMessage

    @property
    def sent(self) -> datetime | None:
        return self.message["Date"].datetime if self.message["Date"] else None

    @property
    def language(self) -> str:
        return str(self.message["Content-Language"] or "bs")

    def body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""


def _stored(pattern: str = "*") -> list[StoredMail]:
    """The newest mails whose file name fits; the name begins with the time."""
    paths = sorted(Path(settings.MAIL_DIR).glob(f"{pattern}.eml"), reverse=True)[:SHOWN]
    return [
        StoredMail(UUID(path.stem.partition("-")[2]), message_from_bytes(path.read_bytes(), policy=policy.default))
        for path in paths
    ]


@require_GET
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mails, newest first. It shows codes, so it exists on a sample site alone."""
    if not settings.SAMPLE_SITE:
        raise Http404
    return render(request, "notifications/mailbox.html", {"mails": _stored()})


@require_GET
@never_cache
def mail(request: HttpRequest, number: UUID) -> HttpResponse:
    """One mail, as text."""
    if not settings.SAMPLE_SITE:
        raise Http404
    found = _stored(f"*-{number}")
    if not found:
        raise Http404
    context = {"mail": found[0], "text": found[0].body("plain"), "html": found[0].body("html")}
    return render(request, "notifications/mail.html", context)
