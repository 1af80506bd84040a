"""From an outbox row to a mail: words, language and script are those of the reader at the moment of sending.

An event `x` has three templates: `email/x.subject.txt`, `email/x.txt`, `email/x.html`. What they know beyond the facts
of the row is gathered in `notifications/readings.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import format_datetime, parseaddr, quote
from functools import lru_cache
from pathlib import Path
from typing import Any

import css_inline
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.mail import EmailMultiAlternatives
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime

from text.languages import Script, find
from text.script import convert, convert_html

from .links import unsubscribe_url
from .models import OutgoingMail
from .readings import reading_of, subscription_of
from .rooms import room_of

DAYS = ("due", "expires")  # facts that are moments, written as ISO 8601


@dataclass(frozen=True)
class Words:
    """A mail as its reader will see it."""

    subject: str
    text: str
    html: str


def language_of(mail: OutgoingMail) -> str:
    """The reader's present choice; where there is no account, the language in which the mail was asked for."""
    profile = getattr(mail.reader, "profile", None)
    return find(profile.language if profile else mail.language).code


def put_into_words(mail: OutgoingMail) -> Words:
    """Render the event, or take the words as given, in the reader's language and script."""
    code = language_of(mail)
    with translation.override(code):
        if mail.event:
            context = _context(mail, code)
            subject = _render(f"{mail.event}.subject.txt", context)
            text = _render(f"{mail.event}.txt", context)
            html = _inliner().inline(_render(f"{mail.event}.html", context))
        else:
            subject, text, html = mail.subject, mail.text, mail.html
    script = find(code).script
    return Words(
        subject=" ".join(convert(subject, script).split()),  # one line, whatever a name contains
        text=re.sub(r"\n{3,}", "\n\n", convert(text, script)).strip() + "\n",
        html=convert_html(html, script) if html else "",
    )


def message_for(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The mail itself. Its Message-ID is that of the row: sent twice after a crash, it is still the same mail."""
    words = put_into_words(mail)
    message = EmailMultiAlternatives(
        subject=words.subject,
        body=words.text,
        from_email=_sender(find(language_of(mail)).script),
        to=[_recipient(mail)],
        headers={
            "Message-ID": f"<{mail.pk}@{settings.SITE_HOST}>",
            "Date": format_datetime(timezone.localtime(mail.created)),
            "Auto-Submitted": "auto-generated",
            "Content-Language": find(language_of(mail)).tag,
            **_unsubscribing(mail),
        },
    )
    if words.html:
        message.attach_alternative(words.html, "text/html")
    if room := room_of(mail):
        with translation.override(language_of(mail)):
            for name, content, content_type in room.attachments(mail):
                message.attach(name, content, content_type)
    return message


def _sender(script: Script) -> str:
    """Who writes, by a name in the reader's script; the address is for machines."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f'"{quote(convert(name, script))}" <{address}>' if name else address


def _recipient(mail: OutgoingMail) -> str:
    """News go to the address that the reader has now; mail about the account to the one that it is about."""
    return mail.reader.email if mail.reader is not None and subscription_of(mail) else mail.recipient


def _unsubscribing(mail: OutgoingMail) -> dict[str, str]:
    """RFC 8058: the mail program's own button. Not on mail about the account, which nobody can do without."""
    if mail.reader is None or not (subject := subscription_of(mail)):
        return {}
    with translation.override(language_of(mail)):
        address = unsubscribe_url(mail.reader, subject)
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _context(mail: OutgoingMail, code: str) -> dict[str, Any]:
    profile, room = getattr(mail.reader, "profile", None), room_of(mail)
    facts = dict(mail.context)
    when = parse_datetime(str(facts.pop("when", "")))
    facts |= {name: parse_datetime(facts[name]) for name in DAYS if name in facts}
    return {
        **facts,
        "when": when or mail.created,
        "recipient": mail.recipient,
        "name": profile.display_name if profile else "",
        "site_url": settings.SITE_URL,
        "site_host": settings.SITE_HOST,
        "contact": settings.CONTACT_EMAIL,
        "html_lang": find(code).tag,
        **reading_of(mail),
        **(room.reading(mail) if room else {}),
    }


def _render(name: str, context: dict[str, Any]) -> str:
    return get_template(f"email/{name}").render(context)


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    """Mail programs know neither style sheets nor custom properties: `email/mail.css` with the site's own colours."""
    css = get_template("email/mail.css").template.source  # type: ignore[attr-defined]
    tokens = Path(finders.find("css/tokens.css") or settings.BASE_DIR / "static/css/tokens.css").read_text("utf-8")
    values = {name: value.strip() for name, value in reversed(re.findall(r"(--[\w-]+):\s*([^;]+);", tokens))}
    css = re.sub(r"var\((--[\w-]+)\)", lambda match: values.get(match.group(1), "inherit"), css)
    return css_inline.CSSInliner(extra_css=css, keep_style_tags=False, load_remote_stylesheets=False)
