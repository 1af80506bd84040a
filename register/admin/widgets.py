"""Fields of Django admin that say their name where Django's own markup does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import DecimalField
from django.forms import BaseInlineFormSet, CheckboxInput
from django.http import HttpRequest
from django.utils.translation import gettext

from ui.amounts import NumberField


class Autocomplete(AutocompleteSelect):
    """Until something is chosen the box holds the name of the field; an empty box has no name at all."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-placeholder": str(self.field.verbose_name)}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        """Django asks the database for whatever was sent; what is no number of a row is left to the field to refuse."""
        return super().optgroups(name, [each for each in value if str(each).isdecimal()], attr)


class NamedBoxes:
    """For every ModelAdmin and inline: boxes to search in have names, and numbers may have a comma."""

    def formfield_for_dbfield(self: Any, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Numbers are written as everywhere on the site."""
        if isinstance(db_field, DecimalField):
            kwargs.setdefault("form_class", NumberField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_foreignkey(self: Any, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """With our widget where Django would take its own."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class Rows(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows whose box for deleting says so."""

    def get_deletion_widget(self) -> CheckboxInput:  # type: ignore[override]  # Django takes both
        """The heading of its column, which Django translates."""
        return CheckboxInput(attrs={"aria-label": gettext("Delete")})


class TableInline(NamedBoxes, admin.TabularInline):  # type: ignore[type-arg]
    """Rows inside of a form. Their fields have no labels beside them, only the headings of the columns."""

    template = "admin/register/tabular.html"
    formset = Rows

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Each field says the heading of its column."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            widget: Any = getattr(field.widget, "widget", field.widget)  # inside of what adds links to it
            widget.attrs.setdefault("aria-label", field.label)
        return field
