"""What stands in the list and in mails: a sentence for each thing that happens, and where it leads."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.policy import is_unnamed
from text.slugs import slugify

from .models import Kind, Notification

SENTENCES = {
    Kind.DECIDED: _("News about your entry"),
    Kind.CLAIM: _("News about your role"),
    Kind.COMMENT: _("New comment on your entry"),
    Kind.REPLY: _("New reply to your comment"),
    Kind.MENTIONED: _("Your name stands in a text"),
    Kind.ANSWER: _("New answer to your question"),
    Kind.HELPED: _("Your answer helped"),
    Kind.QUESTION_WAITS: _("A question waits for somebody who knows"),
    Kind.CHECK_ANSWER: _("An act was changed: please check an answer"),
    Kind.ADOPTED: _("Your practice was taken over"),
    Kind.ADOPTION_CONFIRM: _("Please confirm that your local community took over a practice"),
    Kind.TRAINING: _("News about a training of yours"),
    Kind.NETWORK: _("News from a network of yours"),
    Kind.MEETING: _("News about a meeting of your network"),
    Kind.FOLLOWED: _("Something new on what you follow"),
    Kind.STILL_WORKS: _("Does it still work? Tell us in a minute"),
    Kind.MANDATE_ENDS: _("Your mandate is about to end"),
    Kind.WAITING: _("Something waits for review"),
}
OUTCOMES = {  # by the fact `outcome`
    "published": _("Your entry is published"),
    "returned": _("Your entry came back to you with a reason"),
    "hidden": _("Your entry is hidden, with a reason"),
    "restored": _("Your entry stands on the site again"),
    "accepted": _("Your change was taken over"),
    "declined": _("Your change was not taken over, with a reason"),
    "confirmed": _("Your role is confirmed"),
    "adoption_confirmed": _("The council confirmed that you took over a practice"),
    "refused": _("Your role could not be confirmed"),
    "ended": _("Your mandate was ended"),
    "answer_confirmed": _("An expert service confirmed your answer"),
    "answer_checked": _("Your answer was checked and holds"),
    "question_closed": _("Your question was closed, with a reason"),
    "question_reopened": _("Your question is open again"),
    "question_merged": _("Your question was merged with another that asks the same"),
    "answer_moved": _("Your answer stands below another question now"),
    "signed_up": _("You are signed up for the training"),
    "waitlisted": _("You are on the waiting list for the training"),
    "offered": _("A seat is free for you: please confirm it"),
    "lapsed": _("The seat that was offered to you went to the next person"),
    "removed": _("The organiser took you off the list of a training"),
    "training_changed": _("Day, hour or place of a training changed"),
    "training_cancelled": _("A training is cancelled"),
    "training_soon": _("A training of yours is near"),
    "certificate": _("Your certificate of a training"),
    "certificate_revoked": _("A certificate of yours was revoked, with a reason"),
    "training_quiz": _("A short quiz after the training waits for you"),
    "training_message": _("A message from the organiser of a training"),
    "training_feedback": _("What did you think of the training? Say it without your name"),
    "training_applied": _("Have you applied what you learned?"),
    "wish_answered": _("A training that you want is announced"),
    "network_request": _("Somebody asks to join a network of yours"),
    "network_joined": _("Somebody joined a network of yours"),
    "network_accepted": _("You are a member of the network now"),
    "network_refused": _("The network did not take you in, with a reason"),
    "network_thread": _("A member of your network asks the others"),
    "meeting_announced": _("You are invited to a meeting of your network"),
    "meeting_changed": _("Day, hour or place of a meeting changed"),
    "meeting_cancelled": _("A meeting of your network is cancelled"),
    "meeting_soon": _("A meeting of your network is near"),
    "network_removed": _("You no longer belong to the network"),
    "conclusion_yours": _("You answer for a conclusion of your network"),
    "conclusion_due": _("The answer to a conclusion of yours is due within a week"),
    "conclusion_overdue": _("A conclusion of yours has no answer, and its deadline has passed"),
    "conclusion_late": _("A conclusion that you follow has no answer, and its deadline has passed"),
    "conclusion_answered": _("An answer came to a conclusion"),
    "minutes_open": _("Minutes of a meeting where you were wait for your remarks"),
    "minutes_remark": _("Somebody who was there says something of the minutes"),
    "remark_answered": _("Your remark on the minutes is answered"),
    "minutes_adopted": _("The minutes of a meeting where you were are adopted"),
    "document_state": _("The state of an act that you follow changed"),
    "document_version": _("A document that you follow has a new version"),
    "document_touched": _("An act that you follow was touched by another"),
    "document_adopted": _("A model that you follow was adopted by a municipality"),
    "news_waits": _("A news item was to be published by itself: the mandate has ended, so it waits"),
    "news_stays": _("A news item was to be published by itself, and could not be"),
}
NEW = {  # by the kind of the entry, where `outcome` is "new"
    Entry.Kind.PRACTICE: _("A new practice"),
    Entry.Kind.QUESTION: _("A new question"),
    Entry.Kind.STANDING: _("A new answer to a frequent question"),
    Entry.Kind.TRAINING: _("A new training"),
    Entry.Kind.LESSON: _("A new lesson"),
    Entry.Kind.WISH: _("Somebody wishes for a training"),
    Entry.Kind.MEETING: _("A new meeting"),
    Entry.Kind.CONCLUSION: _("A new conclusion"),
    Entry.Kind.NEWS: _("A news item"),
    Entry.Kind.DOCUMENT: _("A new document in the library"),
}
ICONS = {
    Kind.DECIDED: "check",
    Kind.CLAIM: "user",
    Kind.COMMENT: "edit",
    Kind.REPLY: "edit",
    Kind.MENTIONED: "user",
    Kind.ANSWER: "comment",
    Kind.HELPED: "check",
    Kind.QUESTION_WAITS: "comment",
    Kind.CHECK_ANSWER: "warning",
    Kind.ADOPTED: "people",
    Kind.ADOPTION_CONFIRM: "people",
    Kind.TRAINING: "calendar",
    Kind.NETWORK: "people",
    Kind.MEETING: "calendar",
    Kind.FOLLOWED: "eye",
    Kind.STILL_WORKS: "calendar",
    Kind.MANDATE_ENDS: "calendar",
    Kind.WAITING: "clock",
}
DETAILS: dict[str, tuple[str, str]] = {
    Entry.Kind.PRACTICE: ("practices:detail", "praksa"),
    Entry.Kind.QUESTION: ("forums:detail", "pitanje"),
    Entry.Kind.STANDING: ("forums:standing", "stalni-odgovor"),
    Entry.Kind.TRAINING: ("trainings:detail", "obuka"),
    Entry.Kind.LESSON: ("lessons:detail", "lekcija"),
    Entry.Kind.WISH: ("trainings:wish", "zelja"),
    Entry.Kind.MEETING: ("networks:meeting_by_number", "sastanak"),
    Entry.Kind.CONCLUSION: ("networks:conclusion", "zakljucak"),
    Entry.Kind.NEWS: ("news:detail", "vijest"),
    Entry.Kind.DOCUMENT: ("library:detail", "dokument"),
}
"""The page of each kind that stands by itself, and the word of its address where its title has none."""
ASKS = {"training_feedback": "trainings:feedback", "training_applied": "trainings:applied"}
"""By `outcome` the page where one answers for the `registration` among the facts."""
PAGES = {
    Kind.CLAIM: "accounts:overview",
    Kind.MANDATE_ENDS: "communities:claims",
    Kind.WAITING: "moderation:queue",
}


def sentence(notification: Notification) -> str:
    """What happened, in a few words."""
    outcome = notification.fact("outcome")
    new = NEW.get(Entry.Kind(notification.entry.kind)) if outcome == "new" and notification.entry else None
    return str(new or OUTCOMES.get(outcome) or SENTENCES[Kind(notification.kind)])


def subject_of(notification: Notification) -> str:
    """What it happened to: the title of the entry, of a comment that of what it stands below."""
    entry = notification.entry
    return (entry.title or (entry.root.title if entry.root else "")) if entry else ""


def who(notification: Notification) -> str:
    """The name of whoever did it. Moderators decide in the name of all of them; a name may be taken away later."""
    if notification.actor is None or notification.kind in {Kind.DECIDED, Kind.CLAIM}:
        return ""
    if notification.entry is not None and is_unnamed(notification.actor, notification.entry):
        return ""
    return notification.actor.profile.display_name


def icon(notification: Notification) -> str:
    """A small drawing beside it; what was decided against somebody does not look like a success."""
    against = notification.fact("outcome") in {
        "returned",
        "hidden",
        "refused",
        "declined",
        "ended",
        "question_closed",
    } | {
        "lapsed",
        "removed",
        "training_changed",
        "training_cancelled",
        "certificate_revoked",
        "meeting_changed",
        "meeting_cancelled",
        "network_refused",
        "network_removed",
        "news_waits",
        "news_stays",
    }
    return "warning" if against else ICONS[Kind(notification.kind)]


def address(notification: Notification) -> str:
    """Where it leads, in the language that is active: to the entry, or the page where something can be done."""
    if (page := ASKS.get(notification.fact("outcome"))) and (registration := notification.fact("registration")):
        return _reverse(page, registration)
    if notification.entry is not None:
        return address_of(notification.entry)
    if slug := notification.fact("network"):
        is_asked = notification.fact("outcome") == "network_request"
        return _reverse("networks:people" if is_asked else "networks:detail", slug)
    if notification.kind == Kind.WAITING and (claim := notification.fact("claim")):
        return _reverse("communities:answer", claim)
    return _reverse(PAGES.get(Kind(notification.kind), ""))


def address_of(entry: Entry) -> str:
    """The page of an entry; of what stands below another, its place on that page."""
    top = entry.root or entry
    page = address_at(top.pk, top.title, top.kind)
    return page if top == entry else f"{page}#{entry.kind}-{entry.pk}"


def address_at(number: int, title: str, kind: str = Entry.Kind.PRACTICE) -> str:
    """The page of an entry that stands by itself, where its row is not at hand."""
    page, word = DETAILS[kind]
    return _reverse(page, number, slugify(title) or word)


def _reverse(name: str, *arguments: object) -> str:
    """The list of notifications stands in for the page of a room that this site does not have."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return reverse("notifications:index")
