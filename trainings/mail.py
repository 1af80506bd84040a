"""What mails about a training say, looked up when they leave: by then a seat may be gone or the training cancelled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from content.policy import can_see
from notifications.models import OutgoingMail
from notifications.wording import OUTCOMES
from text.languages import current

from . import applied, feedback, links, quizzes
from .calendars import calendar_of
from .models import ALIVE, Certificate, Message, Registration, Training
from .paper import certificate_pdf, name_of_file
from .rows import when

State = Registration.State
STATES = {
    "signed_up": (State.CONFIRMED,),
    "waitlisted": (State.WAITING,),
    "offered": (State.OFFERED,),
    "training_changed": ALIVE,
    "training_cancelled": ALIVE,
    "training_soon": (State.CONFIRMED,),
    "training_quiz": (State.CONFIRMED,),
    "training_message": ALIVE,
    "training_feedback": ALIVE,
    "training_applied": ALIVE,
    "lapsed": (State.LAPSED,),
    "removed": (State.REMOVED,),
    "certificate": ALIVE,
    "certificate_revoked": ALIVE,
}
"""In which a mail is still of concern."""
WITH_CALENDAR = frozenset({"signed_up", "training_changed", "training_cancelled"})
ASKING = {"training_feedback": links.feedback_url, "training_applied": links.applied_url}
"""Mails that come when it is over, each with the page where one answers."""
CANCELLED_ALREADY = "The training is cancelled."


def why_not(mail: OutgoingMail) -> str:
    """As `notifications.rooms.Room` says."""
    registration, outcome = _registration(mail), _facts(mail)["outcome"]
    if registration is None:
        return "The registration is gone."
    if registration.state not in STATES.get(outcome, State.values):
        return "It stands differently by now."
    training = registration.sign_up.training
    if (training.cancelled is not None) != (outcome == "training_cancelled"):
        return CANCELLED_ALREADY
    if not (training.is_published if mail.reader is None else can_see(mail.reader, training)):
        return "The reader may not see the training any more."
    if outcome == "certificate" and not _certificate(mail).is_valid:
        return "It is revoked by now."
    if outcome == "training_quiz" and not quizzes.is_due(registration):
        return "There is no quiz for them to answer."
    if outcome == "training_message" and not _is_still_to(registration, _facts(mail)["message"]):
        return "It is to others by now."
    if outcome in ASKING:
        return _is_not_asked(registration, outcome)
    return _is_not_near(training, _facts(mail)["days"]) if outcome == "training_soon" else ""


def _is_still_to(registration: Registration, number: int) -> bool:
    """Whether a message to those who were there, or were not, is still to this person: attendance is corrected at times."""
    message = Message.objects.filter(pk=number).first()
    corrected = message is not None and message.to in {Message.To.CAME, Message.To.MISSED}
    return message is not None and (not corrected or message.to in Message.groups_of(registration))


def _is_not_asked(registration: Registration, outcome: str) -> str:
    """Why a question is none any more."""
    if outcome == "training_feedback":
        return "" if feedback.is_asked(registration) else "Feedback is given, or not taken any more."
    is_asked = applied.is_asked(registration) and not registration.applied and feedback.was_there(registration)
    return "" if is_asked else "It is answered, or not asked any more."


def _is_not_near(training: Training, days: int) -> str:
    """Why a reminder comes at the wrong time."""
    starts = training.starts
    if starts is None or starts <= timezone.now():
        return "It has begun."
    later = timezone.localdate(starts) - timezone.localdate() > timedelta(days=days)
    return "It is on a later day by now." if later else ""


def reading(mail: OutgoingMail) -> dict[str, Any]:
    """As `notifications.rooms.Room` says."""
    registration, facts = _registration(mail), _facts(mail)
    assert registration is not None, "`why_not` asked before"  # noqa: S101
    training = Training.objects.with_sessions().get(pk=registration.sign_up_id)
    message = Message.objects.filter(pk=facts.get("message", 0)).first()
    sessions = training.sessions_shown
    return {
        "outcome": facts["outcome"],
        "sentence": str(OUTCOMES[facts["outcome"]]),
        "training": training,
        "registration": registration,
        "name": registration.name,
        "when": when(training, sessions),
        "sessions": sessions,
        "has_seat": registration.holds_seat and facts["outcome"] not in ASKING,
        "own_url": ASKING.get(facts["outcome"], links.own_url)(registration),
        "quiz_url": links.quiz_url(registration) if quizzes.is_due(registration) else "",
        "message": message,
        "words": _words(mail, registration),
    }


def _words(mail: OutgoingMail, registration: Registration) -> str:
    """The reason that somebody gave."""
    outcome = _facts(mail)["outcome"]
    if outcome == "training_cancelled":
        return str(registration.sign_up.training.cancelled_why)
    return str(_certificate(mail).revoked_why if outcome == "certificate_revoked" else registration.reason)


def attachments(mail: OutgoingMail) -> list[tuple[str, bytes, str]]:
    """As `notifications.rooms.Room` says: the training for one's calendar, where its days are known."""
    registration, outcome = _registration(mail), _facts(mail)["outcome"]
    if outcome == "certificate":
        return [_paper(_certificate(mail))]
    if registration is None or outcome not in WITH_CALENDAR:
        return []
    training = Training.objects.with_sessions().get(pk=registration.sign_up_id)
    dropped = _facts(mail).get("dropped", [])
    if training.begins is None and not dropped:
        return []
    body = calendar_of([training], training.title, is_own=registration.holds_seat, dropped=dropped)
    return [("obuka.ics", body, "text/calendar")]


def _certificate(mail: OutgoingMail) -> Certificate:
    return Certificate.objects.get(pk=_facts(mail)["certificate"])


def _paper(certificate: Certificate) -> tuple[str, bytes, str]:
    """The PDF in the language of the reader, which is that of the mail."""
    language = current()
    return name_of_file(certificate, language), certificate_pdf(certificate, language), "application/pdf"


def _facts(mail: OutgoingMail) -> dict[str, Any]:
    facts: dict[str, Any] = mail.notification.facts if mail.notification else mail.context
    return facts


def _registration(mail: OutgoingMail) -> Registration | None:
    """Of a person the latest, of a guest the one that the mail was written for."""
    rows = Registration.objects.select_related("sign_up__training", "person__profile")
    if mail.notification is None:
        return rows.filter(pk=mail.context["registration"]).first()
    return rows.filter(sign_up=mail.notification.entry_id, person=mail.reader).order_by("-pk").first()
