"""Two people with one form of the administration open: the second sees what the first saved, and overwrites nothing unseen.

The form carries the newest events of its object and of what belongs to it, as it was when it was opened. The row is locked
before they are compared, so that of two who save at the same moment one waits for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .history import Change, changes, newer_than, newest

FIELD = "_seen"


class Meanwhile:
    """For a ModelAdmin whose changes the history keeps."""

    change_form_template = "admin/register/change_form.html"
    history_includes: ClassVar[Sequence[tuple[str, str]]] = ()

    def get_object(self: Any, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The marks are read first: a change between the two is noticed rather than missed."""
        request.seen = self._newest(unquote(object_id))  # type: ignore[attr-defined]
        return super().get_object(request, object_id, from_field)  # type: ignore[misc]

    def get_form(self: Any, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form that also asks what was saved since it was opened."""
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        if obj is None or request.method != "POST" or FIELD not in request.POST:
            return form
        meanwhile = self._meanwhile

        class Asking(form):  # type: ignore[misc, valid-type]
            def clean(self) -> Any:
                cleaned = super().clean()
                for sentence in meanwhile(request, obj):
                    self.add_error(None, sentence)
                return cleaned

        return Asking

    def render_change_form(self: Any, request: HttpRequest, context: dict[str, Any], **options: Any) -> HttpResponse:
        """With the marks in the form; after a refusal they are the new ones, so saving once more is a decision."""
        if options.get("change"):
            context["seen"] = getattr(request, "seen", "")
        answer: HttpResponse = super().render_change_form(request, context, **options)  # type: ignore[misc]
        return answer

    def _newest(self: Any, pk: Any) -> str:
        return newest(self.model, str(pk), self.history_includes)

    def _meanwhile(self: Any, request: HttpRequest, obj: Any) -> list[str]:
        """What others saved since the form was opened, as sentences."""
        type(obj)._default_manager.select_for_update(of=("self",)).filter(pk=obj.pk).exists()
        seen, now = request.POST.get(FIELD, ""), self._newest(obj.pk)
        if seen == now:
            return []
        request.seen = now  # type: ignore[attr-defined]
        news = newer_than(self.model, str(obj.pk), self.history_includes, seen)
        told = _(
            "Somebody else has saved this in the meantime. Nothing of yours is saved yet, and all that you typed is still "
            "here. Compare, and save once more if it is to stand."
        )
        return [told, *(_told(change) for change in changes(news))]


def _told(change: Change) -> str:
    """`Jasna Perić, 3. 5. 2026. 14:02: Local community: changed. Notes: – → first edit`."""
    day = date_format(localtime(change.at), "SHORT_DATETIME_FORMAT")
    fields = "; ".join(f"{name}: {before or '–'} → {after}" for name, before, after in change.fields)
    return f"{change.who or _('nobody signed in')}, {day}: {change.what}. {fields}".strip()
