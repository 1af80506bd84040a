"""What people are told about, and how soon by mail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What happened. People choose for each kind; the labels are the words of that choice."""

    DECIDED = "decided", _("Decisions about your entries")
    CLAIM = "claim", _("Your roles and mandates")
    COMMENT = "comment", _("Comments on your entries")
    REPLY = "reply", _("Replies to your comments")
    MENTIONED = "mentioned", _("Texts that name you")
    ANSWER = "answer", _("Answers to your questions")
    HELPED = "helped", _("Your answer helped or was confirmed")
    QUESTION_WAITS = "question_waits", _("A question that you may be able to answer")
    CHECK_ANSWER = "check_answer", _("An act that an answer rests on was changed")
    ADOPTED = "adopted", _("Somebody took over your practice")
    ADOPTION_CONFIRM = "adoption_confirm", _("Practices taken over that you confirm")
    TRAINING = "training", _("Trainings that you signed up for")
    NETWORK = "network", _("Networks that you belong to")
    MEETING = "meeting", _("Meetings of your networks")
    FOLLOWED = "followed", _("News on what you follow")
    STILL_WORKS = "still_works", _("Our question after a year: does it still work")
    MANDATE_ENDS = "mandate_ends", _("A mandate of yours is about to end")
    WAITING = "waiting", _("Entries that wait for review")


class Mail(models.TextChoices):
    """How soon by mail. On the site everything stands at once."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never")


class Digested(models.TextChoices):
    """What is put together into one mail."""

    DAILY = Mail.DAILY.value, Mail.DAILY.label
    WEEKLY = Mail.WEEKLY.value, Mail.WEEKLY.label
