"""The page of a person: what they chose to show. Composed here because it shows what they wrote in every room."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Mandate, User
from accounts.policy import can_see_person
from accounts.readers import reader
from content.models import Entry
from content.visibility import organisations_of
from notifications.wording import address_of

SHOWN = 30


@require_safe
def person(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Name, roles, what they published. Whom it is not for finds nothing; a wrong slug leads to the right one."""
    one = get_object_or_404(User.objects.select_related("profile__municipality__type"), pk=number)
    visitor = reader(request)
    if not can_see_person(visitor, one):
        raise Http404
    if one.profile.slug != slug:
        return redirect(one.profile, permanent=True)
    written = Entry.objects.published().visible_to(visitor).filter(author=one, is_unnamed=False)
    written = written.exclude(kind=Entry.Kind.COMMENT)
    roles = [mandate for mandate in one.mandates if mandate.confirmed_on and _is_shown(mandate, visitor)]
    context = {
        "person": one,
        "profile": one.profile,
        "current": [mandate for mandate in roles if mandate.is_active()],
        "former": [mandate for mandate in roles if mandate.is_former],
        "written": [
            (entry, entry.title or str(entry.root), address_of(entry))
            for entry in written.select_related("root").newest_first()[:SHOWN]
        ],
        "own": isinstance(visitor, User) and visitor.pk == one.pk,
        "crumbs": [(_("People"), None), (one.profile.display_name, None)],
    }
    return render(request, "people/person.html", context)


def _is_shown(mandate: Mandate, visitor: User | AnonymousUser) -> bool:
    """Roles of the platform stand nowhere; who belongs to a network is seen by its members, others where the person wants it."""
    if mandate.role != Mandate.Role.NETWORK_MEMBER:
        return mandate.role not in Mandate.PLATFORM_ROLES
    among = isinstance(visitor, User) and mandate.organisation_id in organisations_of(visitor)
    return among or mandate.name_since is not None or visitor.pk == mandate.user_id
