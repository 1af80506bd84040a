"""Forms that keep what is typed: saved by the page while somebody writes, offered when the form is opened again.

A view opens `Kept(request)` and gives it to its template, fills the form from it where the reader asked for that
(`?nacrt=1`), and drops it when the real thing is stored.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from .models import Draft
from .models.drafts import MOST_BYTES

if TYPE_CHECKING:
    from accounts.models import User


class Newer(Exception):  # noqa: N818 - not a fault: another window wrote later
    """What is kept was typed somewhere else since this window last looked."""


class Unusable(ValueError):  # noqa: N818 - it is what was sent
    """Not what our page sends, or too much of it."""


class Kept:
    """What the reader of one request typed into its form before; asks the database once, where it is asked."""

    def __init__(self, request: HttpRequest, variant: str = "") -> None:
        """`variant` is the word of the query with which one address has two forms, as a question beside a comment."""
        match = request.resolver_match
        assert match is not None, "views ask, and views have an address"  # noqa: S101
        # The form's name is the same in every language.
        names = [match.view_name, *(str(value) for value in match.kwargs.values()), variant]
        self.form = ":".join(filter(None, names))
        self.query = f"?{variant}=1" if variant else ""
        self._rows = Draft.objects.filter(user=cast("User", request.user), form=self.form)
        self._asked = request.method == "GET" and "nacrt" in request.GET

    @cached_property
    def draft(self) -> Draft | None:
        """What was typed and never saved."""
        return self._rows.first()

    @property
    def restoring(self) -> str:
        """The query with which the form brings it back."""
        return f"{self.query}&nacrt=1" if self.query else "?nacrt=1"

    @cached_property
    def restored(self) -> QueryDict | None:
        """What the form is to be filled with, where the reader asked for it."""
        if not self._asked or self.draft is None:
            return None
        typed = QueryDict(mutable=True)
        for name, values in self.draft.typed.items():
            typed.setlist(name, values)
        return typed

    def drop(self) -> None:
        """It is saved, or nobody wants it."""
        self._rows.delete()


def keep(user: User, form: str, sent: str, version: int) -> int:
    """Keep what is typed and return its new version. `version` is what the window last saw, 0 for nothing.

    Raises Newer where another window wrote since, Unusable.
    """
    values = _values(sent)
    if version:
        rows = Draft.objects.filter(user=user, form=form, version=version)
        if rows.update(values=values, version=F("version") + 1, saved=timezone.now()):
            return version + 1
        raise Newer
    try:
        with transaction.atomic():
            return Draft.objects.create(user=user, form=form, values=values).version
    except IntegrityError as error:
        if "draft_once" not in str(error):
            raise
        raise Newer from error


def _values(sent: str) -> dict[str, list[str]]:
    """`{field: [text, …]}`, as our page sends it."""
    if len(sent) > MOST_BYTES or "\\u0000" in sent or "\0" in sent:
        raise Unusable
    try:
        values = json.loads(sent)
    except (ValueError, RecursionError) as error:
        raise Unusable from error
    good = isinstance(values, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in values.values()
    )
    if not good:
        raise Unusable
    return {name: texts for name, texts in values.items() if name != "csrfmiddlewaretoken"}
