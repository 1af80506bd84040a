"""What an editor fills in to turn a thread into a standing answer; it begins with what helped and what experts confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.models import Theme
from register.scoping import scope_of, value_of
from text.excerpts import excerpt
from ui.texts import LineField, TextField

from . import look
from .actions import numbers_of
from .forms import MOST_ACTS, TITLE, few, few_themes
from .holding import ActField, ScopeField, own_municipality
from .models import Answer, Question, Standing
from .policy import service_for, speaks_for

if TYPE_CHECKING:
    from accounts.models import User

LONG = 8000  # letters: it says in one text what several answers say


class SourceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Answers of one thread, each with its author as it is shown there."""

    def __init__(self) -> None:
        super().__init__(
            Answer.objects.none(),
            label=gettext_lazy("On which answers does it rest?"),
            help_text=gettext_lazy("Readers see them as sources, with a link to each."),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext_lazy("Choose at least one answer that it rests on.")}
            | dict.fromkeys(("invalid_choice", "invalid_pk_value"), gettext_lazy("Choose answers from the list.")),
        )

    def label_from_instance(self, obj: Any) -> str:
        is_named = obj.author is not None and not obj.is_unnamed
        name = obj.author.profile.display_name if is_named else _("without a name")
        return f"{name or _('without a name')} ({obj.place_label}): {excerpt(obj.body)}"


class StandingForm(forms.Form):
    """The question, the answer, where it holds, on what it rests."""

    title = LineField(
        TITLE,
        required=True,
        label=gettext_lazy("Question"),
        help_text=gettext_lazy("As most people would ask it."),
        error_messages={"required": gettext_lazy("Write the question.")},
    )
    body = TextField(
        14,
        limit=LONG,
        required=True,
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy("What the answers say, in one text and in plain words. No names of people."),
        error_messages={"required": gettext_lazy("Write the answer.")},
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("One to three themes."),
    )
    scope = ScopeField()
    acts = ActField()
    answers = SourceField()

    def __init__(
        self, data: Any = None, *, user: User, thread: Question | None, standing: Standing | None = None
    ) -> None:
        self.user, self.standing = user, standing
        offered = list(_offered(user, thread, standing))
        super().__init__(data, initial=_stored(standing) if standing else _fresh(thread, offered))
        self.unseen = set(self.initial["answers"]) - {
            one.pk for one in offered
        }  # hidden since: they stay what they are
        there = look.current().municipalities.get((thread.municipality_id if thread else None) or 0)
        near = [one for one in (own_municipality(user), there) if one]
        self.fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        self.fields["scope"].offer(near)  # type: ignore[attr-defined]
        self.fields["acts"].offer(near)  # type: ignore[attr-defined]
        self.fields["answers"].queryset = _offered(user, thread, standing)  # type: ignore[attr-defined]
        self.fields["answers"].required = not self.unseen

    def clean_themes(self) -> Any:
        return few_themes(self.cleaned_data["themes"])

    def clean_acts(self) -> Any:
        return few(self.cleaned_data["acts"])

    def clean_scope(self) -> str:
        """Nobody speaks for another entity."""
        scope: str = self.cleaned_data["scope"]
        made = Standing(**scope_of(scope))
        if self.standing is not None:
            service = self.standing.edited_for
            fits = service is None or not made.entities or service.entity_id in {None, *made.entities}
        else:
            made.edited_for = service_for(self.user, made)
            fits = speaks_for(self.user, made)
        if not fits:
            raise ValidationError(_("Your association speaks for another entity. Choose a place there."))
        return scope

    def values(self) -> dict[str, Any]:
        """Columns of the standing answer."""
        data = self.cleaned_data
        return {"title": data["title"], "body": data["body"]} | scope_of(data["scope"])

    def lists(self) -> dict[str, Any]:
        """What stands in other tables."""
        data = self.cleaned_data
        chosen = {name: numbers_of(data[name]) for name in ("themes", "acts")}
        return chosen | {"answers": sorted({*numbers_of(data["answers"]), *self.unseen})}


def _offered(user: User, thread: Question | None, standing: Standing | None) -> Any:
    """What stands in the thread, what helped first; and what it rests on already, wherever that stands now."""
    rows = Answer.objects.visible_to(user).published().filter(Q(about=thread) if thread else Q(pk=None))
    if standing is not None:
        rows |= Answer.objects.visible_to(user).filter(pk__in=standing.answers.values("pk"))
    rows = rows.select_related("author__profile", "entity", "canton", "municipality__type")
    return rows.order_by("accepted_on", "confirmed_on", "-useful_count", "pk")


def _stored(standing: Standing) -> dict[str, Any]:
    return {
        "title": standing.title,
        "body": standing.body,
        "themes": sorted(standing.themes.values_list("pk", flat=True)),
        "scope": value_of(standing),
        "acts": sorted(standing.acts.values_list("pk", flat=True)),
        "answers": sorted(standing.answers.values_list("pk", flat=True)),
    }


def _fresh(thread: Question | None, offered: list[Answer]) -> dict[str, Any]:
    """What helped and what experts confirmed, one paragraph each, so that there is something to edit."""
    sure = [one for one in offered if one.accepted_on is not None or one.is_confirmed]
    scopes = {value_of(one) for one in sure}
    acts = {act for one in sure for act in one.acts.values_list("pk", flat=True)}
    asked_for = value_of(thread) if thread else ""
    return {
        "title": thread.title if thread else "",
        "body": "\n\n".join("\n".join(filter(str.strip, one.body.splitlines())) for one in sure),
        "themes": sorted(thread.themes.values_list("pk", flat=True)) if thread else [],
        "scope": scopes.pop() if len(scopes) == 1 else asked_for,
        "acts": sorted(acts)[:MOST_ACTS],
        "answers": [one.pk for one in sure],
    }
