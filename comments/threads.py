"""The comments below an entry as its page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, When
from django.urls import reverse

from accounts.models import Profile, User
from content.mentioning import names_for
from content.models import Entry
from content.models.mentions import mentions_read
from content.policy import can_bring_back, can_comment, can_edit, can_withdraw
from content.visibility import any_member, is_any_member
from ui.numbers import number_in
from ui.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from text.rich import Names

PER_PAGE = 100
SHOWN = (
    "root", "parent", "author", "is_unnamed", "status", "withdrawn", "erased", "version", "created", "body",
)  # fmt: skip
PERSON = {
    "may_sign_in": F("author__is_active"),
    "name": F("author__profile__display_name"),
    "page_for": F("author__profile__visibility"),
    "above": F("parent__kind"),
}
"""What is read beside comments: who wrote them, what they are about. As columns: objects would cost most of a page."""


class Shown(NamedTuple):
    """One comment in plain values, and what its reader may do with it."""

    pk: int
    answered: int  # whom a reply would stand below: replies have none of their own
    about: int  # what it stands below itself
    is_about_answer: bool
    body: str
    names: Names
    created: datetime
    state: str  # empty where it simply stands
    author: int | None
    name: str  # of its author, and for whom the page of that person is
    page_for: str
    may_sign_in: bool
    by_author: bool  # of the entry
    is_reply: bool
    is_erased: bool
    is_corrected: bool
    is_unnamed: bool  # by whoever asked without a name: nobody is named
    may_reply: bool
    may_edit: bool
    may_withdraw: bool
    may_bring_back: bool
    may_report: bool
    reader_is_member: bool

    @property
    def url(self) -> str:
        """The page of its author; empty where the reader may not open it."""
        person = User(pk=self.author, is_active=self.may_sign_in)
        profile = Profile(user=person, display_name=self.name, visibility=self.page_for)
        opens = profile.for_everyone or (self.reader_is_member and profile.for_members)
        return profile.get_absolute_url() if opens else ""


class Thread(NamedTuple):
    """What `templates/comments/thread.html` needs, beside the form for whom `may_write`."""

    entry: int
    number: int
    comments: tuple[Shown, ...]
    may_write: bool
    sign_in_url: str  # for whom that would help
    later: int | None
    earlier: int | None


def thread_of(entry: Entry, request: HttpRequest, user: User | AnonymousUser) -> Thread:
    """The comments that `user` may read, each followed by its replies, oldest first. One query; none where there are none.

    Only published entries are commented on, so the counter knows whether a visitor would find anything.
    """
    page = _page(request.GET.get("komentari", ""))
    rows = _read(entry.pk, user, page) if entry.comment_count or user.is_authenticated else []
    may = can_comment(user, entry)
    removed = {one.pk for one in rows if one.is_erased}
    query = urlencode({"next": f"{request.path}#komentari"})
    return Thread(
        entry=entry.pk,
        number=entry.comment_count,
        comments=tuple(_shown(one, entry, user, may and one.parent_id not in removed) for one in rows[:PER_PAGE]),
        may_write=may,
        sign_in_url="" if user.is_authenticated or not entry.is_published else f"{reverse('account_login')}?{query}",
        later=page + 1 if len(rows) > PER_PAGE else None,
        earlier=page - 1 if page > 1 else None,
    )


def _page(asked: str) -> int:
    return number_in(asked, 4) or 1


def _rows(root: int, user: Any, page: int = 1) -> Any:
    begun_by: Any = Case(When(parent=F("root"), then=F("pk")), default=F("parent"))
    rows = Entry.objects.filter(root=root, kind=Entry.Kind.COMMENT).visible_to(user)
    rows = rows.only(*SHOWN).annotate(**PERSON, **mentions_read()).order_by(begun_by, "pk")
    first = (page - 1) * PER_PAGE
    return rows[first : first + PER_PAGE + 1]


_for_visitors = Prepared(lambda root: _rows(root, AnonymousUser()), (-1,))
_for_members = Prepared(lambda root, reader: _rows(root, any_member(reader)), (-1, -2))


def _read(root: int, user: User | AnonymousUser, page: int) -> list[Entry]:
    """One page and one more; what most readers ask for, by a prepared statement."""
    if page == 1 and not user.is_authenticated:
        return _for_visitors(root)
    if page == 1 and is_any_member(user):
        return _for_members(root, user.pk)
    return list(_rows(root, user, page))


def _shown(comment: Entry, entry: Entry, user: User | AnonymousUser, may_comment: bool) -> Shown:
    row = vars(comment)
    is_about_answer = row["above"] == Entry.Kind.ANSWER
    is_reply = comment.parent_id != entry.pk and not is_about_answer
    # What was moved here may be without the name that the entry has: then readers do not learn that both are of one person.
    as_it = comment.is_unnamed == entry.is_unnamed
    may_withdraw, may_bring_back = can_withdraw(user, comment), can_bring_back(user, comment)
    return Shown(
        pk=comment.pk,
        answered=comment.parent_id if comment.parent_id and comment.parent_id != entry.pk else comment.pk,
        about=comment.parent_id or entry.pk,
        is_about_answer=is_about_answer,
        body=comment.body,
        names=names_for(comment, user),
        created=comment.created,
        state="withdrawn" if comment.withdrawn else "" if comment.is_published else comment.status,
        author=None if comment.is_unnamed else comment.author_id,
        name="" if comment.is_unnamed else row["name"] or "",
        page_for="" if comment.is_unnamed else row["page_for"] or "",
        may_sign_in=bool(row["may_sign_in"]),
        by_author=comment.author_id is not None and comment.author_id == entry.author_id and as_it,
        is_reply=is_reply,
        is_erased=comment.is_erased,
        is_corrected=comment.version > 1 and comment.is_published,
        is_unnamed=comment.is_unnamed,
        may_reply=may_comment and comment.is_published,
        may_edit=can_edit(user, comment),
        may_withdraw=may_withdraw,
        may_bring_back=may_bring_back,
        may_report=comment.is_published and not (may_withdraw or may_bring_back),
        reader_is_member=user.is_authenticated,
    )
