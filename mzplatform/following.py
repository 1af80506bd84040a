"""What somebody follows: municipalities, organisations, themes, and single entries. Composed here because entries of every room
can be followed.

Pages of a municipality, a network, a theme, an addressee lead here with what they are about in the address; one button does it.
"""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from content.interests import Followable, choose_interests, set_interest
from content.models import Entry, Interest, Theme
from notifications.models import Kind, Mail, Preference
from notifications.wording import address_of
from register.models import Municipality, Organisation

PARAMETERS: dict[str, type[Followable]] = {"jls": Municipality, "organizacija": Organisation, "tema": Theme}
"""Of an address that asks for one subject; the value is its slug."""
BODIES = [
    Organisation.Kind.NETWORK,
    Organisation.Kind.ASSOCIATION,
    Organisation.Kind.MINISTRY,
    Organisation.Kind.AGENCY,
]
"""Organisations from which something comes: donors write nothing here."""
MOST_ENTRIES = 50


class FollowingForm(forms.Form):
    """Everything at once, so that one may look over it and take back what one does not want."""

    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.none(),
        label=gettext_lazy("Municipalities"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    another = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=gettext_lazy("Another municipality"),
        required=False,
        empty_label=gettext_lazy("Choose"),
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Networks, associations and ministries"),
        help_text=gettext_lazy("Their meetings, documents and trainings, conclusions sent to them, and the answers."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label=gettext_lazy("Themes"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        held = [one.subject for one in Interest.objects.of(user).with_subject()]
        places = [one.pk for one in held if isinstance(one, Municipality)]
        bodies = [one.pk for one in held if isinstance(one, Organisation)]
        initial = {"municipalities": places, "organisations": bodies}
        super().__init__(data, initial=initial | {"themes": [one.pk for one in held if isinstance(one, Theme)]})
        everywhere = Municipality.objects.select_related("type", "entity").in_order()
        near = Q(pk__in=places) | Q(pk=user.profile.municipality_id)
        self._offer("municipalities", everywhere.filter(near))
        self._offer("another", everywhere.exclude(near))
        self._offer("organisations", Organisation.objects.filter(Q(kind__in=BODIES) | Q(pk__in=bodies)))
        self._offer("themes", Theme.objects.all())
        if not self.fields["municipalities"].queryset:  # type: ignore[attr-defined]  # a field of rows
            del self.fields["municipalities"]

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a field of rows

    @property
    def wanted(self) -> list[Followable]:
        """All that is to be followed from now on."""
        chosen = self.cleaned_data
        another = [chosen["another"]] if chosen["another"] else []
        return [*chosen.get("municipalities", ()), *another, *chosen["organisations"], *chosen["themes"]]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def following(request: HttpRequest) -> HttpResponse:
    """One subject with one button where the address names it; below it all that one follows."""
    user = cast("User", request.user)
    asked = _asked(request.GET)
    if request.method == "POST" and asked is not None:
        return _one(request, user, asked)
    form = FollowingForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        choose_interests(user, form.wanted)
        messages.success(request, _("Your choice is saved."))
        return redirect("following")
    context = {
        "form": form,
        "subject": asked,
        "is_followed": asked is not None and Interest.objects.of(user).filter(_is(asked)).exists(),
        "query": request.GET.urlencode(),
        "entries": _entries(user),
        "by_mail": Mail(Preference.objects.of(user)[Kind.FOLLOWED]),
    }
    return render(request, "accounts/following.html", context)


def _asked(data: QueryDict) -> Followable | None:
    """The subject that the address names. What is not there is a 404."""
    for name, model in PARAMETERS.items():
        if slug := data.get(name):
            found: Followable = get_object_or_404(cast("Any", model), slug=slug)
            return found
    return None


def _is(subject: Followable) -> Q:
    return Q(**{str(subject._meta.model_name): subject})


def _one(request: HttpRequest, user: User, subject: Followable) -> HttpResponse:
    on = request.POST.get("on") != "0"
    set_interest(user, subject, on)
    text = _("You follow: %(what)s.") if on else _("You no longer follow: %(what)s.")
    messages.success(request, text % {"what": str(subject)})
    return redirect("following")


def _entries(user: User) -> list[tuple[Entry, str]]:
    """Single entries that one follows, the latest first, each with its page."""
    rows = Entry.objects.published().visible_to(user).filter(follow_marks__user=user).order_by("-follow_marks__since")
    return [(one, address_of(one)) for one in rows.select_related("root")[:MOST_ENTRIES]]
