"""What a person's copy of their data holds, and what it does not and why: every relation to a person is on one of two lists.

A test walks all models and fails for a relation that is on neither, so that whoever adds a table decides. Nobody else is in
it: a column that names another person is never written, whatever its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from accounts.devices import name_of
from accounts.models import Claim, Deletion, Export, Mandate, User
from content.models import AuditRow, Entry, Follow, Mention, Saved, Useful
from content.policy import can_see
from forums.models import Answer, Knowledge, Question, Standing
from moderation.models import Decision, Proposal, Report
from networks.models import Conclusion, Invitation, Meeting
from notifications.models import Digest, MailConsent, OutgoingMail
from practices.models import Adoption, Practice
from trainings.models import Feed, Message, QuizTry, Registration, Training
from trainings.quizzes import lines_of, quiz_of

# Columns that say nothing to anybody, or that open something.
NEVER = frozenset(
    {
        "id", "password", "once", "search", "body_html", "place_names", "path", "sha256", "variants", "session_key", "data",
        "html", "context", "leased_until", "next_try", "attempts", "last_error", "warned_of", "asked_after", "entry_ptr",
        "listed", "check_asked_on",
    }
)  # fmt: skip


@dataclass
class Item:
    """One row: its columns for programs and for people, and what belongs to it."""

    values: dict[str, Any] = field(default_factory=dict)
    shown: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Section] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return self.values | {part.name: part.as_json() for part in self.parts}


@dataclass
class Section:
    """Rows of one kind under a heading."""

    name: str
    label: str
    items: list[Item]

    def as_json(self) -> list[dict[str, Any]]:
        return [item.as_json() for item in self.items]


def item(row: models.Model, *, without: Iterable[str] = (), **more: Any) -> Item:
    """The columns of a row, but for those that name a person or are never told; `more` are further values."""
    made = Item()
    for column in row._meta.concrete_fields:
        if column.name in NEVER or column.name in without or _is_person(column):
            continue
        value = getattr(row, column.name)
        if isinstance(value, models.Model):
            made.values[column.name] = {"id": value.pk, "name": str(value)}
        else:
            made.values[column.name] = value
        if value not in (None, "", [], {}):
            display = getattr(row, f"get_{column.name}_display", None)
            made.shown.append((str(column.verbose_name), _said(display() if display else value)))
    made.values["id"] = row.pk
    for name, value in more.items():
        made.values[name] = value
        made.shown.append((name.replace("_", " "), _said(value)))
    return made


def _is_person(column: models.Field[Any, Any]) -> bool:
    return bool(column.is_relation and column.related_model is User)


def _said(value: Any) -> Any:
    """As a reader reads it: days, yes and no in the language that is active."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_said(one)}" for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    return value


def rows(name: str, label: Any, found: Iterable[models.Model], **options: Any) -> Section:
    """A section of plain rows."""
    return Section(name, str(label), [item(row, **options) for row in found])


# -- texts ---------------------------------------------------------------------------------------------------------------


def _title(entry: Entry, reader: User | None) -> str:
    """What somebody else wrote is named as long as it may be read."""
    return (entry.title or (entry.root.title if entry.root else "")) if reader and can_see(reader, entry) else ""


def _entry(entry: Entry) -> Item:
    """A text with its versions, photos, documents and what was decided about it, as far as it is the author's own."""
    own: Entry = getattr(entry, entry.kind, None) or entry
    made = item(own, without=("root", "parent", "about", "duplicate_of", "thread", "answered_by"))
    if entry.root is not None:
        title = _title(entry.root, entry.author)
        made.values["below"] = {"id": entry.root_id, "title": title}
        made.shown.append((str(_("stands below")), title))
    revisions: Any = entry.revisions.order_by("pgh_id")  # type: ignore[attr-defined]
    made.parts = [
        rows(
            "places",
            _("places"),
            entry.places.select_related("municipality__type", "community"),
            without=("entry", "published"),
        ),
        rows("themes", _("themes"), entry.themes.all(), without=("position", "drawing")),
        rows("photos", _("photos"), entry.photos.all(), without=("entry",)),
        rows("documents", _("documents"), entry.attachments.all(), without=("entry",)),
        Section("versions", str(_("earlier versions")), [_revision(one) for one in revisions]),
        _decisions(entry.decisions.all()),
        rows("proposals", _("proposed changes"), Proposal.objects.filter(entry=entry), without=("entry", "decision")),
    ]
    if isinstance(own, Standing) and own.thread is not None:
        title = _title(own.thread, entry.author)
        made.values["thread"] = {"id": own.thread_id, "title": title}
        made.shown.append((str(_("question")), title))
    if isinstance(own, (Question, Answer, Standing)):
        made.parts.append(rows("acts", _("legal acts"), own.acts.all(), without=("meaning", "source", "source_url")))
    if isinstance(own, Practice):
        made.parts.insert(0, rows("steps", _("steps"), own.steps.all(), without=("practice",)))
        made.parts.insert(1, rows("costs", _("parts of the cost"), own.cost_parts.all(), without=("practice",)))
    if isinstance(own, Meeting):
        made.parts.insert(0, rows("agenda", _("Agenda"), own.agenda.all(), without=("meeting",)))
    if isinstance(own, Training):
        made.parts.insert(
            0, rows("sessions", pgettext("of a training", "sessions"), own.sessions.all(), without=("training",))
        )
        made.parts.insert(
            1, rows("materials", _("materials"), own.materials.all(), without=("training", "document", "once"))
        )
        if (quiz := quiz_of(own.pk)) is not None:
            made.parts.append(rows("quiz", _("quiz"), quiz.questions.all(), without=("quiz",)))
        made.parts.append(rows("organisers", _("organisers"), own.organisers.all()))
        made.parts.append(rows("municipalities", _("municipalities that take part"), own.municipalities.all()))
    made.parts = [part for part in made.parts if part.items]
    return made


def _revision(row: Any) -> Item:
    names = {"version": _("version"), "title": _("title"), "lead": _("in one sentence"), "body": _("text")}
    values = {"at": row.pgh_created_at} | {name: getattr(row, name) for name in names}
    shown = [(str(_("when")), values["at"]), *((str(label), values[name]) for name, label in names.items())]
    return Item(values, [(label, _said(value)) for label, value in shown if value])


def _decisions(found: Iterable[Decision]) -> Section:
    """Never who decided: moderators do it in the name of all of them."""
    return rows("decisions", _("decisions"), found, without=("entry", "claim", "ground"))


def _marked(name: str, label: Any, model: Any, user: User) -> Section:
    found = model.objects.filter(user=user).select_related("entry__root", "entry__parent").order_by("pk")
    items = []
    for mark in found:
        title = _title(mark.entry, user)
        items.append(
            Item(
                {"entry": mark.entry_id, "title": title, "since": mark.since},
                [(str(_("entry")), title), (str(_("since")), _said(mark.since))],
            )
        )
    return Section(name, str(label), items)


def _claim(claim: Claim) -> Item:
    made = item(claim, without=("mandate",))
    made.parts = [part for part in (_decisions(claim.decisions.all()),) if part.items]
    return made


def _registrations(user: User) -> list[Item]:
    """Each with the title of its training, and what was answered."""
    items = []
    places = ("municipality__type", "community")
    for one in Registration.objects.of(user).select_related("sign_up__training", *places).order_by("pk"):
        made = item(one, without=("sign_up", "language"), training=one.sign_up.training.title)
        answers = [(answer.question.text, answer.said) for answer in one.answers.select_related("question")]
        made.values["answers"] = [{"question": question, "answer": said} for question, said in answers]
        made.shown += answers
        days = [row.session.day for row in one.attendances.filter(came=True).select_related("session")]
        made.values["was_there"] = [day.isoformat() for day in sorted(days)]
        made.shown += [(str(_("You were there")), date_format(day, "DATE_FORMAT")) for day in sorted(days)]
        proofs = [
            item(proof, without=("registration", "replaces", "by", "revoked_by")) for proof in one.certificates.all()
        ]
        made.values["certificates"] = [proof.values for proof in proofs]
        made.shown += [(str(_("certificate")), proof.spelled) for proof in one.certificates.valid()]
        made.parts = [part for part in (_tries("quizzes", one.quiz_tries.select_related("quiz__entry")),) if part.items]
        items.append(made)
    return items


def _tries(name: str, found: Iterable[QuizTry]) -> Section:
    """Quizzes that were answered, with what was answered to each question, in its words."""
    items = []
    for one in found:
        made = item(one, without=("quiz", "registration", "answers"), entry=one.quiz.entry.title)
        said = [
            (line.question.text, [text for text, is_chosen, _is_right in line.choices if is_chosen])
            for line in lines_of(one.quiz, one.answers)
        ]
        made.values["answers"] = [{"question": question, "answers": chosen} for question, chosen in said]
        made.shown += [(question, _said(chosen)) for question, chosen in said]
        items.append(made)
    return Section(name, str(_("Quizzes")), items)


def _device(session: Any) -> Item:
    made = item(session)
    made.shown.append((str(_("device")), name_of(session.user_agent)))
    return made


def _factor(factor: Authenticator) -> Item:
    """What it is called and when it was used; never a secret."""
    name = str(factor.data.get("name", "")) if factor.type == Authenticator.Type.WEBAUTHN else ""
    made = item(factor, without=("data",))
    made.values["name"] = name
    if name:
        made.shown.append((str(_("name")), name))
    return made


def _mail(user: User) -> models.QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(models.Q(reader=user) | models.Q(recipient__iexact=user.email)).order_by(
        "created"
    )


# -- the whole -----------------------------------------------------------------------------------------------------------


def sections_of(user: User) -> Iterator[Section]:
    """Everything about one person, in the language that is active."""
    entries = (
        Entry.objects.filter(author=user)
        .select_related(
            "practice",
            "adoption__community",
            "question",
            "answer",
            "standing__thread",
            "training",
            "lesson",
            "wish",
            "meeting",
            "conclusion",
            "news",
            "document",
            "root",
        )
        .order_by("pk")
    )
    mandates = Mandate.objects.filter(user=user).with_scope()
    yield rows("account", _("Account"), [user])
    yield rows("profile", _("Profile"), [user.profile])
    yield rows("addresses", _("E-mail addresses"), user.emailaddress_set.all())  # type: ignore[attr-defined]
    yield rows("roles", _("Roles"), mandates.newest_first())
    yield Section("claims", str(_("Claimed roles")), [_claim(one) for one in user.claims.for_labels().order_by("pk")])
    yield Section("entries", str(_("What you wrote")), [_entry(one) for one in entries])
    yield rows(
        "confirmed_adoptions", _("Adoptions that you confirmed"),
        Adoption.objects.filter(confirmed_by=user).exclude(author=user), without=("body", "result", "root", "parent"),
    )  # fmt: skip
    yield Section("registrations", str(_("Trainings that you signed up for")), _registrations(user))
    yield _tries("quiz_tries", QuizTry.objects.filter(person=user).select_related("quiz__entry"))
    yield rows("training_feed", _("Calendar of your trainings"), Feed.objects.filter(person=user), without=("serial",))
    yield rows(
        "training_messages", _("Messages that you sent to people at a training"),
        Message.objects.filter(by=user).select_related("sign_up__training"), without=("sign_up",),
    )  # fmt: skip
    yield rows("lessons_read", _("Lessons that you read"), user.lessons_read.select_related("lesson").order_by("pk"))
    yield rows(
        "network_cards", _("What you say of yourself in networks"),
        user.network_cards.select_related("network__organisation", "municipality").order_by("pk"), without=("search",),
    )  # fmt: skip
    yield rows(
        "meeting_answers", _("Your answers to invitations to meetings"),
        user.meeting_answers.select_related("meeting").order_by("pk"),
    )  # fmt: skip
    yield rows(
        "meetings_attended", _("Meetings where you were"),
        user.meetings_attended.select_related("meeting", "municipality").order_by("pk"),
    )  # fmt: skip
    yield rows(
        "meeting_remarks", _("Your remarks on minutes"), user.remarks.select_related("minutes__meeting").order_by("pk")
    )
    yield rows(
        "conclusions", _("Conclusions for which you answer"),
        Conclusion.objects.visible_to(user).filter(responsible=user).order_by("pk"), without=("body", "search", "root", "parent"),
    )  # fmt: skip
    yield rows(
        "network_requests", _("Networks that you asked to join"),
        user.network_requests.select_related("network__organisation").order_by("pk"), without=("answered_by",),
    )  # fmt: skip
    yield rows(
        "network_invitations", _("Invitations that you used"),
        Invitation.objects.filter(used_by=user).select_related("network__organisation"), without=("by", "used_by"),
    )  # fmt: skip
    yield _marked("useful", _("Marked as useful"), Useful, user)
    yield _marked("saved", _("Saved"), Saved, user)
    yield _marked("followed", _("Followed"), Follow, user)
    yield rows(
        "interests", _("Municipalities, organisations and themes that you follow"), user.interests.with_subject()
    )
    yield _marked("mentioned", _("Texts that name you"), Mention, user)
    yield rows("themes", _("Themes that you know about"), Knowledge.objects.filter(user=user).select_related("theme"))
    yield rows("drafts", _("Unsaved texts"), user.drafts.all())
    yield rows("reports", _("Reports that you made"), Report.objects.filter(by=user).select_related("reason", "entry"))
    yield rows("notifications", _("Notifications"), user.notifications.with_subject().order_by("pk"))
    yield rows("digests", _("Mails of the day and week"), Digest.objects.filter(user=user))
    yield rows("preferences", _("Which mail you want"), user.mail_preferences.all())
    yield rows("consents", _("When you chose it"), MailConsent.objects.filter(user_id=user.pk), without=("user_id",))
    yield rows("mails", _("Mails that are still kept"), _mail(user))
    yield Section("sessions", str(_("Where you are signed in")), [_device(one) for one in user.usersession_set.all()])  # type: ignore[attr-defined]
    yield Section(
        "second_factor", str(_("Two-step sign-in")), [_factor(one) for one in Authenticator.objects.filter(user=user)]
    )
    yield rows("deletion", _("Deletion of the account"), Deletion.objects.filter(user=user))
    yield rows("exports", _("Copies of your data"), Export.objects.filter(user=user))
    yield rows(
        "changes", _("Changes that you made, by field"), AuditRow.objects.filter(actor_id=user.pk).order_by("pk"),
        without=("actor_id",),
    )  # fmt: skip
