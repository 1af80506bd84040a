"""How every form of the site is drawn: the renderer that settings name, and what it adds to each field.

`{{ form }}`, `{{ form.name.as_field_group }}` and the forms of installed apps come out alike: label, hint, error, field.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

WITHOUT_CLASS = ("checkbox", "radio", "hidden")


class Field(BoundField):
    """A bound field that knows what its template asks."""

    @property
    def is_marked_optional(self) -> bool:
        """True if the label should say "(not required)": the form asks for something, but not for this.

        A form that requires nothing (filters, search) marks nothing; a lone checkbox says it in its words, and of fields of
        which one must be filled in (`is_one_of`) neither can be left out.
        """
        if self.field.required or self.widget_type == "checkbox" or getattr(self.field, "is_one_of", False):
            return False
        return any(field.required for field in self.form.fields.values())

    @property
    def is_password(self) -> bool:
        return getattr(self.field.widget, "input_type", "") == "password"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """The field's class; and no `required`: the server says what is missing, in our words."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        kind = getattr(widget, "input_type", "text")
        if kind not in WITHOUT_CLASS:
            own = f"{widget.attrs.get('class', '')} {built.get('class', '')}".split()
            built["class"] = " ".join(dict.fromkeys([*own, "inp"]))
        return built


class Renderer(TemplatesSetting):
    """Forms by the templates of `templates/ui/`, widgets by Django's own but for those in `templates/django/`."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = Field
