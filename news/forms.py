"""What an editor or a coordinator fills in for a news article, and for a place above the list."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.policy import coordinated_by, editor_for, holders_of
from content.models import Theme
from content.placing import PlacedForm, chosen_places, own_places
from register.finding import of_municipality
from register.models import Organisation
from register.models.fields import LinkField
from ui.partial_dates import PartialDateField
from ui.texts import LineField, TextField

from .models.articles import SARAJEVO
from .pinning import LONGEST
from .policy import organisations_for

if TYPE_CHECKING:
    from accounts.models import User

    from .models import News

MOST_THEMES = 3
MOST_LETTERS = 12_000
FURTHEST = timedelta(days=366)
PLAIN = ("title", "lead", "body", "happened", "day_note", "source", "source_url")


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(
        required=False,
        error_messages={"invalid": gettext_lazy("There is no such day in the calendar.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **options,
    )


class NewsForm(PlacedForm):
    """The text first, then where and when it was, then for whom and when it is published."""

    title = LineField(
        120, required=True, label=gettext_lazy("Title"), error_messages={"required": gettext_lazy("Write the title.")}
    )
    lead = LineField(
        300,
        label=gettext_lazy("What happened, in one sentence?"),
        help_text=gettext_lazy("It stands above the text and in the list."),
    )
    body = TextField(
        16,
        limit=MOST_LETTERS,
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("An empty line begins a paragraph, lines with a dash are a list, links are recognised."),
    )
    happened = PartialDateField(label=gettext_lazy("When was it?"), may_come=True)
    day_note = LineField(
        120,
        label=gettext_lazy("What else is known of the day"),
        help_text=gettext_lazy("For example: two days, the 19th and the 20th. Leave it empty if the day says it all."),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("One to three themes."),
    )
    source = LineField(
        300,
        label=gettext_lazy("Who says so?"),
        help_text=gettext_lazy("A page, a newspaper, a decision. Leave it empty if you were there yourself."),
    )
    source_url = LinkField(max_length=500, blank=True).formfield(label=gettext_lazy("Link to the source"))
    published_for = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("For whom is it published?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Say for whom it is published.")},
    )
    correction = TextField(
        3,
        limit=600,
        label=gettext_lazy("What did you correct?"),
        help_text=gettext_lazy(
            "Readers see it above the text, with the day. Leave it empty for a slip of the pen that changes nothing."
        ),
    )
    on_day = _day(label=gettext_lazy("Publish on"), help_text=gettext_lazy("Leave it empty to publish at once."))
    at_hour = forms.TimeField(
        label=gettext_lazy("At what hour?"),
        help_text=gettext_lazy("Leave it empty for eight in the morning."),
        required=False,
        error_messages={"invalid": gettext_lazy("Write the hour so: 17:30.")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, data: Any = None, *, user: User, news: News | None = None, is_draft: bool = False) -> None:
        """Of an article that stands, or of a new one. What is only kept as a draft needs no more than its title."""
        offered = organisations_for(user)
        begun = {"published_for": _nearest(user, offered), "places": _home(user)}
        initial = _stored(news) if news else begun
        super().__init__(data, initial=initial)
        fields = self.fields
        own = [one.pk for one in offered] + ([news.published_for_id] if news and news.published_for_id else [])
        fields["published_for"].queryset = Organisation.objects.filter(pk__in=own).order_by("name")  # type: ignore[attr-defined]
        fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        self.offer_places(data, chosen_places(news), [*map(of_municipality, coordinated_by(user)), *own_places(user)])
        for name in ("lead", "body", "published_for"):
            fields[name].required = not is_draft
        fields["lead"].error_messages["required"] = _("Say in one sentence what it is about.")
        fields["body"].error_messages["required"] = _("Write the text.")
        is_published = news is not None and news.published is not None
        self.user, self.is_draft = user, is_draft
        self.may_publish = any(editor_for(user, one) is not None for one in own)
        gone = ["published_for", "on_day", "at_hour"] if is_published else ["correction"]
        if not is_published and not self.may_publish:
            gone += ["on_day", "at_hour"]
        for name in gone:
            del fields[name]

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(_("Choose at most three themes."))
        return themes

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, hour = data.get("on_day"), data.get("at_hour")
        if hour and not day and not self.errors.get("on_day"):
            self.add_error("on_day", _("Say on which day as well."))
        elif day and not self.errors.get("at_hour"):
            self._moment(day, hour)
        return data

    def _moment(self, day: date, hour: time | None) -> None:
        """An hour that clocks show, and that is to come. Without an hour it is eight in the morning."""
        now = timezone.now()
        if not now.date() - timedelta(days=1) <= day <= now.date() + FURTHEST:
            self.add_error("on_day", _("The day must be within the year to come."))
            return
        moment = datetime.combine(day, hour or time(8), SARAJEVO)
        if moment.astimezone(UTC).astimezone(SARAJEVO).time() != moment.time():
            self.add_error("at_hour", _("There is no such hour on that day: the clock goes forward."))
        elif moment <= now:
            self.add_error("on_day", _("That moment has passed. Leave it empty to publish at once."))

    def at(self) -> datetime | None:
        """When it is to be published by itself; None for at once."""
        if (day := self.cleaned_data.get("on_day")) is None:
            return None
        return datetime.combine(day, self.cleaned_data.get("at_hour") or time(8), SARAJEVO)

    def values(self) -> dict[str, Any]:
        """Columns of the article."""
        data = self.cleaned_data
        values = {name: data[name] for name in PLAIN} | {"published_for": data.get("published_for")}
        return values | ({"correction": data["correction"]} if "correction" in self.fields else {})

    def lists(self) -> dict[str, Any]:
        """What stands in other tables."""
        return {"themes": list(self.cleaned_data["themes"]), "places": self.placed()}


def _nearest(user: User, offered: list[Organisation]) -> int | None:
    """Of a coordinator the association of their entity; whoever edits for several says for which."""
    held = holders_of(user)
    return offered[0].pk if offered and len(held) < 2 else None


def _home(user: User) -> list[str]:
    """The municipality of whoever coordinates just one, ticked."""
    towns = coordinated_by(user)
    return [of_municipality(towns[0]).value] if len(towns) == 1 else []


def _stored(news: News) -> dict[str, Any]:
    at = news.scheduled.astimezone(SARAJEVO) if news.scheduled else None
    return {name: getattr(news, name) for name in (*PLAIN, "correction")} | {
        "published_for": news.published_for_id,
        "themes": list(news.themes.values_list("pk", flat=True)),
        "places": [one.value for one in chosen_places(news)],
        "on_day": at and at.date(),
        "at_hour": at and at.time(),
    }


class PinForm(forms.Form):
    """Until which day it stands above the list."""

    until = _day(label=gettext_lazy("Above the list until"))

    def __init__(self, data: Any = None, *, news: News) -> None:
        super().__init__(data, initial={"until": news.pinned_until or timezone.localdate() + timedelta(days=7)})
        self.fields["until"].required = True
        self.fields["until"].error_messages["required"] = _("Say until which day.")

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not timezone.localdate() <= until <= timezone.localdate() + LONGEST:
            raise ValidationError(_("The day must lie within the next 60 days."))
        return until
