"""What every page of the register in Django admin does alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from text.fold import fold, query_keys, words
from text.functions import Fold
from text.slugs import RESERVED, unique_slug

from .history import changes, events_of
from .meanwhile import Meanwhile
from .widgets import NamedBoxes

EVENTS_A_PAGE = 50
DIGITS = 19  # of a number that PostgreSQL's bigint surely holds, and one more


class RegisterAdmin(Meanwhile, NamedBoxes, admin.ModelAdmin):  # type: ignore[type-arg, misc]
    """Search through the folded text, deletes that are refused in words, the history of the triggers."""

    search_in: ClassVar[Sequence[str]] = ()
    """Texts that are compared in their folded form."""
    search_keys_in: ClassVar[Sequence[str]] = ()
    """Columns of search keys, which answer from an index."""
    search_fields = ("pk",)  # shows the search field; `get_search_results` looks in the two above
    list_per_page = 50
    show_full_result_count = False
    object_history_template = "admin/register/object_history.html"
    history_includes: ClassVar[Sequence[tuple[str, str]]] = ()
    """Events of other models that belong to an object's history: model name, name of its foreign key."""

    @admin.display(description=gettext_lazy("address"), ordering="slug")
    def address(self, obj: Any) -> str:
        """The address of a row, in its letters on Cyrillic pages too."""
        return format_html('<span translate="no">{}</span>', obj.slug)

    @admin.display(description=gettext_lazy("name"), ordering="sort_key")
    def by_name(self, obj: Any) -> str:
        """A name, in the order of our alphabet."""
        return str(obj.name)

    @admin.display(description=gettext_lazy("code"), ordering="code")
    def short(self, obj: Any) -> str:
        """A code that files and addresses use, in its letters as well."""
        return format_html('<span translate="no">{}</span>', obj.code)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address proposes for a new row; a relation is a number, or nothing is proposed."""
        initial = super().get_changeform_initial_data(request)
        relations = {each.name for each in self.opts.fields if each.is_relation}
        return {name: value for name, value in initial.items() if name not in relations or is_number(value)}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """An action on rows that are no numbers was not sent by our form."""
        if not all(is_number(value) for value in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("not a number of a row")
        return super().changelist_view(request, extra_context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Every word must be found somewhere, however it is spelt: `zepce`, `ЖЕПЧЕ` and `Žepče` are the same."""
        del request
        found = {f"folded_{number}": Fold(F(name)) for number, name in enumerate(self.search_in)}
        queryset = queryset.alias(**found)
        for word in words(search_term.replace("\x00", " ")[:100])[:8]:
            prefix, _slips = query_keys(word)
            anywhere = Q()
            for name in self.search_keys_in:
                anywhere |= Q(**{f"{name}__contains": [prefix]})
            for name in found:
                anywhere |= Q(**{f"{name}__contains": fold(word)})
            queryset = queryset.filter(anywhere)
        return queryset, False

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[Any], list[Any]]:
        """What stands in the way is told as a sentence with a number, not as a list of a thousand rows."""
        reasons = standing_in_the_way(objs)
        if reasons:
            return [str(obj) for obj in objs], {}, set(), reasons
        rows, *others = super().get_deleted_objects(objs, request)
        return in_their_letters(rows), *others

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, when and by what means, also of an object that is gone; nobody can change it."""
        obj = self.get_object(request, unquote(object_id))
        if not (self.has_view_permission(request, obj) if obj else self.has_view_permission(request)):
            raise Http404
        events = events_of(self.model, unquote(object_id), self.history_includes)
        if obj is None and not events:
            raise Http404
        page = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(object)s") % {"object": obj or _("deleted")},
            "subtitle": None,
            "page_obj": page,
            "changes": changes(page.object_list),
            "module_name": str(self.opts.verbose_name_plural),
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.object_history_template, context)

    def log_addition(self, *args: Any) -> Any:
        """The triggers write the history; Django's own log would tell it a second time, and less of it."""

    log_change = log_deletions = log_addition  # type: ignore[assignment]


def is_number(value: Any) -> bool:
    """Something that may be the number of a row."""
    return str(value).isascii() and str(value).isdecimal() and len(str(value)) < DIGITS


def in_their_letters(rows: Any) -> Any:
    """The list of what is deleted, nested as Django makes it: former addresses stay as they are on Cyrillic pages too."""
    if isinstance(rows, list):
        return [in_their_letters(row) for row in rows]
    return SafeString(rows.replace("<a ", '<a translate="no" ')) if "/formerslug/" in rows else rows


def standing_in_the_way(objs: Iterable[models.Model]) -> list[str]:
    """A sentence for each kind of row that would lose what it belongs to."""
    objs = list(objs)
    sentences = []
    for relation in objs[0]._meta.related_objects if objs else ():
        if relation.on_delete is models.PROTECT:
            rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": objs})
            if count := rows.count():
                text = ngettext(
                    "%(count)d row of “%(what)s” belongs to it.", "%(count)d rows of “%(what)s” belong to it.", count
                )
                sentences.append(text % {"count": count, "what": relation.related_model._meta.verbose_name_plural})
    return sentences


class ReadOnlyAdmin(RegisterAdmin):
    """For rows that only triggers and commands write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False


class AddressForm(forms.ModelForm):  # type: ignore[type-arg]
    """An address is proposed once, from the name, and then stays: only who writes another one changes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = (
                _("A changed name leaves it as it is. If you change it, the old address leads to the new one.")
                if self.instance.pk
                else _("Leave it empty, and it is made from the name.")
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("slug") in RESERVED and cleaned["slug"] != self.instance.slug:
            self.add_error("slug", _("This word is needed for an address of the site itself."))
        elif "slug" in cleaned and not cleaned["slug"]:
            cleaned["slug"] = self.instance.slug or unique_slug(
                cleaned.get("name") or cleaned.get("title") or "", self.taken(cleaned)
            )
        return cleaned

    def taken(self, cleaned: dict[str, Any]) -> set[str]:
        """Addresses that others have."""
        del cleaned
        return set(self._meta.model._default_manager.values_list("slug", flat=True))
