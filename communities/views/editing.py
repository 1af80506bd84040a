"""The record of one local community, as its coordinator keeps it: part by part, each with its source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Mandate, User
from content.drafts import asked_to_sign_in, sent
from moderation.policy import municipalities_of
from register.admin.history import Change, changes, events_of
from register.models import Community, Indicator

from .. import actions
from ..editing import AddForm, CloseForm, ContactsForm, FactsForm, FigureForm, NameForm, RecordForm
from ..profiles import Profile, profile_of
from ..readings import indicators

BELONGS = (("Contact", "community"), ("Figure", "community"))
CHANGES_SHOWN = 10


def _own(request: HttpRequest, number: int) -> tuple[Community, User]:
    """A community of one's own municipalities; any other is not there, and one that is closed is no more edited."""
    user = cast("User", request.user)
    rows = Community.objects.open().with_places().filter(municipality__in=municipalities_of(user))
    return get_object_or_404(rows, pk=number), user


@require_GET
@login_required
def record(request: HttpRequest, number: int) -> HttpResponse:
    """Everything that is known, with what can be done about each part."""
    community, user = _own(request, number)
    profile = profile_of(community, user)
    context = {
        "community": community,
        "profile": profile,
        "figures": profile.series,
        "others": _others(profile),
        "mandates": Mandate.objects.active()
        .filter(community=community)
        .select_related("user__profile", "community")
        .order_by("starts", "pk"),
        "changes": _changes(community, CHANGES_SHOWN),
        "crumbs": [*_up(), (community.label, None)],
    }
    return render(request, "communities/record.html", context)


def _changes(community: Community, most: int) -> list[Change]:
    """The latest, with the names that people chose."""
    return changes(events_of(Community, str(community.pk), BELONGS)[:most], User.get_full_name)


def _others(profile: Profile) -> list[Indicator]:
    """What can be filled in besides, though nobody calls it missing."""
    shown = {series.indicator.pk for series in profile.series}
    return [one for one in indicators() if one.for_communities and one.pk not in shown]


def _up(community: Community | None = None) -> list[tuple[str, str | None]]:
    crumbs: list[tuple[str, str | None]] = [(_("My local communities"), reverse("communities:workspace"))]
    return [*crumbs, (community.label, reverse("communities:record", args=[community.pk]))] if community else crumbs


def _edited(
    request: HttpRequest, title: str, form: RecordForm, save: Callable[[str], Any], *, to: str = "", hint: str = ""
) -> HttpResponse:
    """One form: opened, refused with what was typed, saved, or met by what somebody else saved in between (409)."""
    community = form.community
    token = form.data.get("seen", "") if form.is_bound else actions.seen(form)
    back = reverse("communities:record", args=[community.pk])
    context = {
        "form": form,
        "community": community,
        "title": title,
        "hint": hint,
        "seen": token,
        "back": back,
        "crumbs": [*_up(community), (title, None)],
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "communities/edit.html", context)
    try:
        save(token)
    except actions.Changed as changed:
        newest = next(iter(_changes(community, 1)), None)
        held = changed.now.stored()
        stored = [
            (field.label, _in_words(field, held[field.name]))
            for field in changed.now
            if field.name in held and str(held[field.name]) != str(form.cleaned_data.get(field.name))
        ]
        more = {"stored": stored, "newest": newest, "seen": actions.seen(changed.now)}
        return render(request, "communities/edit.html", context | more, status=409)
    messages.success(request, _("Saved."))
    return redirect(to or back)


def _in_words(field: BoundField, value: Any) -> Any:
    """What stands there as people read it: of a choice its words, not what the database calls it."""
    choices = getattr(field.field, "choices", ())
    words = {str(key): label for key, label in choices}
    return words.get("" if value is None else str(value)) or field.field.prepare_value(value)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_facts(request: HttpRequest, number: int) -> HttpResponse:
    """Kind, legal status, settlements, former names, where the name comes from."""
    community, user = _own(request, number)
    form = FactsForm(community, sent(request))
    return _edited(request, _("Facts"), form, lambda token: actions.save_facts(form, user, token))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_contacts(request: HttpRequest, number: int) -> HttpResponse:
    """How it is reached, and who may see that."""
    community, user = _own(request, number)
    form = ContactsForm(community, sent(request))
    return _edited(request, _("Contacts"), form, lambda token: actions.save_contacts(form, user, token))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_figure(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """One number with its year and source."""
    community, user = _own(request, number)
    indicator = get_object_or_404(Indicator, code=code, for_communities=True)
    form = FigureForm(community, indicator, sent(request))
    hint = _("For another year another number is added; the earlier ones stay as a series.") if form.newest else ""
    return _edited(request, indicator.name, form, lambda token: actions.save_figure(form, user, token), hint=hint)


@require_POST
@login_required
def still_valid(request: HttpRequest, number: int) -> HttpResponse:
    """One click: this figure, or all of them, still hold."""
    community, user = _own(request, number)
    count = actions.confirm_figures(community, user, request.POST.get("indicator", ""))
    text = ngettext("%(number)s figure confirmed.", "%(number)s figures confirmed.", count)
    messages.success(request, text % {"number": count})
    return redirect(f"{reverse('communities:record', args=[number])}#figures")


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def rename(request: HttpRequest, number: int) -> HttpResponse:
    """Another name; links and searches with the old one still lead here."""
    community, user = _own(request, number)
    form = NameForm(community, sent(request))
    hint = _("The old name stays on the page and can be searched for; the old address leads to the new one.")
    return _edited(request, _("Another name"), form, lambda token: actions.rename(form, user, token), hint=hint)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def close(request: HttpRequest, number: int) -> HttpResponse:
    """It was closed, or became part of another one."""
    community, user = _own(request, number)
    form = CloseForm(community, sent(request))
    hint = _("It leaves the lists and the search. Its page stays and says so, or leads to the other one.")
    save = lambda token: actions.close(form, user, token)  # noqa: E731 - as the others
    return _edited(request, _("It is no more"), form, save, to=reverse("communities:workspace"), hint=hint)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def add(request: HttpRequest) -> HttpResponse:
    """A local community that the register lacks."""
    user = cast("User", request.user)
    if not (mine := municipalities_of(user)):
        return get_object_or_404(Community.objects.none())  # type: ignore[return-value]
    form = AddForm(mine, sent(request))
    if request.method == "POST" and form.is_valid():
        made = actions.add(form, user)
        messages.success(request, _("Saved."))
        return redirect("communities:record", made.pk)
    context = {
        "form": form,
        "title": _("A new local community"),
        "back": reverse("communities:workspace"),
        "crumbs": [*_up(), (_("A new local community"), None)],
    }
    return render(request, "communities/add.html", context)
