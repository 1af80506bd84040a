"""A question with its answers as its page shows them, in plain values, and what the reader may do with each."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.http import Http404
from django.utils.dateparse import parse_date

from accounts.models import Mandate, Profile, User
from accounts.titles import TITLES
from content.mentioning import names_for
from content.models import Draft
from content.models.lists import lists_of
from content.models.marks import marked_by
from content.models.mentions import mentions_read
from content.policy import can_bring_back, can_comment, can_edit, can_mark_useful, can_see, can_withdraw, is_author
from content.visibility import any_member, is_any_member, top_rows_visible_to
from moderation.policy import can_moderate
from ui.prepared import Prepared

from . import look, policy
from .holding import CHANGED
from .models import Answer, Forwarding, Question, Standing
from .rows import public_rows
from .similar import known_similar

if TYPE_CHECKING:
    from comments.threads import Shown as Comment
    from register.models import Municipality
    from text.rich import Names

    from .look import Look


def _acts_of(through: Any, column: str) -> ArraySubquery:
    """The acts of each row of a query, as JSON."""
    fields = JSONObject(
        title="legalact__title", gazette="legalact__gazette", state="legalact__state", note="legalact__note",
        url="legalact__source_url",
    )  # fmt: skip
    return ArraySubquery(through.objects.filter(**{column: OuterRef("pk")}).order_by("legalact").values(row=fields))


def _forwarded() -> ArraySubquery:
    """The steps of the ladder that were taken, as JSON."""
    rows = Forwarding.objects.filter(question=OuterRef("pk")).order_by("step")
    names = ArraySubquery(
        rows.model.organisations.through.objects.filter(forwarding=OuterRef("pk")).values("organisation__name")
    )
    return ArraySubquery(rows.values(row=JSONObject(step="step", at="at", due="due", names=names)))


def _standing_rows() -> ArraySubquery:
    """The standing answers that were made of each question and stand on the site for the same readers, as JSON."""
    rows = Standing.objects.published().filter(thread=OuterRef("pk"), audience=OuterRef("audience")).order_by("pk")
    columns = {name: name for name in ("pk", "title", "entity_id", "canton_id", "municipality_id", "doubted_on")}
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def _begun_by(reader: int) -> Exists:
    """Whether the reader began to answer and never sent it."""
    form = Concat(Value("forums:answer:"), Cast(OuterRef("pk"), TextField()))
    return Exists(Draft.objects.filter(user=reader, form=form))


def _questions(pk: int, similar: list[int]) -> Any:
    same = Question.objects.filter(top_rows_visible_to(AnonymousUser()), duplicate_of=OuterRef("pk")).order_by("pk")
    rows = Question.objects.filter(pk=pk).annotate(
        **lists_of(files=True),
        **mentions_read(),
        act_rows=_acts_of(Question.acts.through, "question"),
        forwarded=_forwarded(),
        duplicate_rows=ArraySubquery(same.values(row=JSONObject(pk="pk", title="title"))),
        standing_rows=_standing_rows(),
        similar_rows=public_rows(similar),
    )
    return rows.select_related("author__profile").defer("search", "place_names")


_question: Prepared[Question] = Prepared(_questions, (-1, [-3]))
_question_and_marks: Prepared[Question] = Prepared(
    lambda pk, similar, reader: _questions(pk, similar).annotate(**marked_by(reader), has_draft=_begun_by(reader)),
    (-1, [-3], -2),
)


def read(number: int, user: User | AnonymousUser) -> Question:
    """With all that its page shows but the answers, in one query; 404 for whom it is not there."""
    similar = known_similar(number, look.current())
    found = _question_and_marks(number, similar, user.pk) if isinstance(user, User) else _question(number, similar)
    if not found or not can_see(user, found[0]):
        raise Http404
    found[0].linked = names_for(found[0], user)
    return found[0]


def duplicates_of(question: Question) -> list[Question]:
    """Those that were closed since the same is asked here, as far as everyone may read them; they came with the row."""
    return [Question(**row) for row in vars(question).get("duplicate_rows") or ()]


def same_as(question: Question, user: User | AnonymousUser) -> Question | None:
    """What it is a duplicate of, where the reader may know of that: it may have been hidden since."""
    same = question.duplicate_of
    return same if same is not None and can_see(user, same) else None


def _answers(question: int, user: Any) -> Any:
    rows: Any = Answer.objects.filter(about=question).visible_to(user)
    rows = rows.annotate(act_rows=_acts_of(Answer.acts.through, "answer"), role_rows=roles_of(), **mentions_read())
    return rows.select_related("author__profile", "confirmed_for").defer("search", "place_names").order_by("pk")


def roles_of() -> ArraySubquery:
    """What whoever wrote an answer is today, as JSON; the newest role first."""
    held = Mandate.objects.active().filter(
        user=OuterRef("author"), role__in=(*Mandate.COMMUNITY_ROLES, Mandate.Role.COORDINATOR, Mandate.Role.EDITOR)
    )
    fields = JSONObject(
        role="role", community="community__name", qualifier="community__qualifier", municipality="municipality",
        organisation="organisation__name",
    )  # fmt: skip
    return ArraySubquery(held.newest_first().values(row=fields)[:1])


_for_visitors: Prepared[Answer] = Prepared(lambda question: _answers(question, AnonymousUser()), (-1,))
_for_members: Prepared[Answer] = Prepared(
    lambda question, reader: _answers(question, any_member(reader)).annotate(**marked_by(reader)), (-1, -2)
)


class Act(NamedTuple):
    """An act that something rests on."""

    title: str
    gazette: str
    url: str
    state: str  # in words, where it was changed or repealed
    note: str


class Shown(NamedTuple):
    """One answer."""

    pk: int
    body: str
    names: Names
    where: str
    acts: tuple[Act, ...]
    created: datetime
    useful: int
    state: str  # empty where it simply stands
    name: str
    page: str
    initials: str
    role: str
    is_asker: bool
    is_unnamed: bool
    is_accepted: bool
    is_confirmed: bool
    confirmed_for: str
    confirmed_on: datetime | None
    is_doubted: bool
    is_elsewhere: bool
    is_useful: bool
    is_erased: bool
    is_sample: bool
    is_corrected: bool
    is_own: bool
    may_vote: bool
    may_accept: bool
    may_confirm: bool
    may_check: bool
    may_comment: bool
    may_edit: bool
    may_withdraw: bool
    may_bring_back: bool
    may_report: bool
    comments: tuple[Comment, ...]

    @property
    def doubted_acts(self) -> list[Act]:
        """Those that were changed or repealed."""
        return [act for act in self.acts if act.state]


def answers_of(
    question: Question,
    user: User | AnonymousUser,
    home: Municipality | None,
    comments: dict[int, tuple[Comment, ...]],
    *,
    by_time: bool = False,
) -> list[Shown]:
    """The answers that `user` may read: what helped first, then what experts confirmed, then what holds at the reader's.

    One query.
    """
    now, rows = look.current(), _read(question, user)
    moderates = bool(rows) and can_moderate(user)
    shown = [_shown(row, question, user, moderates, home, now, comments.get(row.pk, ())) for row in rows]
    if by_time:
        return shown
    return sorted(shown, key=lambda one: (not one.is_accepted, not one.is_confirmed, one.is_elsewhere, -one.useful))


def _read(question: Question, user: User | AnonymousUser) -> list[Answer]:
    if not user.is_authenticated:
        # An empty place is not counted; it stays since somebody commented on it.
        rows = _for_visitors(question.pk) if question.answer_count or question.comment_count else []
    elif is_any_member(user):
        rows = _for_members(question.pk, user.pk)
    else:
        rows = list(_answers(question.pk, user).annotate(**marked_by(user.pk or 0)))
    for row in rows:
        row.about = question
        row.root = row.parent = question
    return rows


def role_of(row: Answer, now: Look) -> str:
    """What its author is, in a few words, said as that person wants it."""
    held = next(iter(vars(row).get("role_rows") or ()), None)
    if held is None or row.author is None:
        return ""
    title = TITLES.get((held["role"], row.author.profile.form_of_address)) or Mandate.Role(held["role"]).label
    community = f"{held['community']} ({held['qualifier']})" if held["qualifier"] else held["community"]
    town = now.municipality(held["municipality"]).full_name if held["municipality"] else ""
    where = f"MZ {community}" if community else town or held["organisation"]
    return ", ".join(filter(None, [str(title), where]))


class Forwarded(NamedTuple):
    """A step of the ladder that was taken."""

    label: str
    day: date
    names: str
    due: date | None


def forwarded(question: Question) -> list[Forwarded]:
    """What came with the row, in words."""
    rows = vars(question).get("forwarded") or ()
    return [
        Forwarded(
            str(Forwarding.Step(one["step"]).label),
            datetime.fromisoformat(one["at"]).date(),
            ", ".join(one["names"] or ()),
            parse_date(one["due"] or ""),
        )
        for one in rows
    ]


def acts_of(row: Question | Answer) -> tuple[Act, ...]:
    """What came with the row, in words."""
    words = {state.value: str(state.label) for state in CHANGED}
    rows = vars(row).get("act_rows") or ()
    return tuple(
        Act(one["title"], one["gazette"], one["url"], words.get(one["state"], ""), one["note"]) for one in rows
    )


def _shown(
    row: Answer,
    question: Question,
    user: User | AnonymousUser,
    moderates: bool,
    home: Municipality | None,
    now: Look,
    comments: tuple[Comment, ...],
) -> Shown:
    profile = row.author.profile if row.author and not row.is_unnamed else None
    own = is_author(user, row)
    return Shown(
        pk=row.pk,
        body=row.body,
        names=names_for(row, user),
        where=now.place_label(row),
        acts=acts_of(row),
        created=row.published or row.created,
        useful=row.useful_count,
        state="withdrawn" if row.withdrawn else "" if row.is_published else row.status,
        name=profile.display_name if profile else "",
        page=page_of(profile, user) if profile else "",
        initials="".join(word[0] for word in profile.display_name.split()[:2]) if profile else "",
        role="" if row.is_unnamed else role_of(row, now),
        # What was moved here may be without the name that the question has: readers do not learn that both are of one person.
        is_asker=row.author_id is not None
        and (row.author_id, row.is_unnamed) == (question.author_id, question.is_unnamed),
        is_unnamed=row.is_unnamed,
        is_accepted=row.accepted_on is not None,
        is_confirmed=row.is_confirmed,
        confirmed_for=row.confirmed_for.name if row.confirmed_for else "",
        confirmed_on=row.confirmed_on,
        is_doubted=row.doubted_on is not None,
        is_elsewhere=home is not None and not row.holds_in(home),
        is_useful=bool(vars(row).get("is_useful")),
        is_erased=row.is_erased,
        is_sample=row.is_sample,
        is_corrected=row.version > 1,
        is_own=own,
        may_report=row.is_published and not own,
        **(_rights(row, user, moderates) if user.is_authenticated else NO_RIGHTS),
        comments=comments,
    )


def _rights(row: Answer, user: User | AnonymousUser, moderates: bool) -> dict[str, bool]:
    """What the reader may do with an answer, beside reporting it."""
    return {
        "may_vote": can_mark_useful(user, row),
        "may_accept": policy.can_accept(user, row, moderates),
        "may_confirm": policy.can_confirm(user, row, moderates),
        "may_check": policy.can_check(user, row, moderates),
        "may_comment": can_comment(user, row),
        "may_edit": can_edit(user, row),
        "may_withdraw": can_withdraw(user, row),
        "may_bring_back": can_bring_back(user, row),
    }


NO_RIGHTS = dict.fromkeys(
    ("may_vote", "may_accept", "may_confirm", "may_check", "may_comment", "may_edit", "may_withdraw", "may_bring_back"),
    False,
)
"""Of a visitor."""


def page_of(profile: Profile, user: User | AnonymousUser) -> str:
    """The page of a person; empty where the reader may not open it."""
    opens = profile.for_everyone or (user.is_authenticated and profile.for_members)
    return profile.get_absolute_url() if opens else ""
