"""The comments below an entry as its page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, When
from django.urls import reverse

from accounts.models import User
from content.models import Entry
from content.policy import can_bring_back, can_comment, can_edit, can_withdraw
from content.visibility import any_member, is_any_member
from ui.prepared import Prepared

from .forms import CommentForm

if TYPE_CHECKING:
    from django.http import HttpRequest

PER_PAGE = 100


@dataclass(frozen=True)
class Shown:
    """One comment and what its reader may do with it."""

    comment: Entry
    is_reply: bool
    may_reply: bool
    may_edit: bool
    may_withdraw: bool
    may_bring_back: bool

    @property
    def answered(self) -> int:
        """Whom a reply would stand below: replies have none of their own."""
        return self.comment.parent_id if self.is_reply and self.comment.parent_id else self.comment.pk


@dataclass(frozen=True)
class Thread:
    """What `templates/comments/thread.html` needs."""

    entry: Entry
    comments: list[Shown]
    form: CommentForm | None
    reader: bool
    sign_in_url: str
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
    path = f"{request.path}#komentari"
    return Thread(
        entry=entry,
        comments=[_shown(one, entry, user, may and one.parent_id not in removed) for one in rows[:PER_PAGE]],
        form=CommentForm() if may else None,
        reader=user.is_authenticated,
        sign_in_url=f"{reverse('account_login')}?{urlencode({'next': path})}",
        later=page + 1 if len(rows) > PER_PAGE else None,
        earlier=page - 1 if page > 1 else None,
    )


def _page(asked: str) -> int:
    return int(asked) if asked.isdecimal() and asked.isascii() and 0 < int(asked[:5]) < 10_000 else 1


def _rows(root: int, user: Any, page: int = 1) -> Any:
    begun_by: Any = Case(When(parent=F("root"), then=F("pk")), default=F("parent"))
    rows = Entry.objects.filter(root=root, kind=Entry.Kind.COMMENT).visible_to(user)
    rows = rows.select_related("author__profile").defer("search", "place_names").order_by(begun_by, "pk")
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
    return Shown(
        comment=comment,
        is_reply=comment.parent_id != entry.pk,
        may_reply=may_comment and comment.is_published,
        may_edit=can_edit(user, comment),
        may_withdraw=can_withdraw(user, comment),
        may_bring_back=can_bring_back(user, comment),
    )
