"""What a person finds in their mailbox, read from the outbox."""

from __future__ import annotations

from django.urls import reverse

from notifications.models import OutgoingMail


def letters_to(email: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(recipient=email).order_by("created"))


def last_letter(email: str) -> OutgoingMail:
    return letters_to(email)[-1]


def code_for(email: str) -> str:
    letter = last_letter(email)
    assert letter.event == "code"
    return letter.context["code"]


def link_for(email: str) -> str:
    letter = last_letter(email)
    assert letter.event == "password_link"
    return reverse("account_reset_password_from_key", args=[letter.context["uid"], letter.context["key"]])


def another(code: str) -> str:
    """A code of the same shape that is not the right one."""
    return ("1" if code[0] != "1" else "2") + code[1:]
