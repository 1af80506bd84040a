"""One conclusion: its text, what became of it, the chain it stands in; and following it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from content.actions import follow
from content.models import Follow, Theme
from content.policy import can_see
from moderation.policy import can_report
from ui.kept import kept_render

from ..conclusion_rows import WITH_MEETING, addressee_of, look_of, responsible_for, steps_of
from ..conclusions_policy import can_keep
from ..models import Conclusion
from .network import crumbs

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@require_safe
def conclusion(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """For whoever may read of its meeting. A wrong slug leads to the right one."""
    user = reader(request)
    one = found_conclusion(number, user)
    if one.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(one.get_absolute_url() + (f"?{query}" if query else ""))
    earlier, later = _chain(one, user)
    context = {
        "conclusion": one,
        "network": one.adopted_at.network,
        "meeting": one.adopted_at if can_see(user, one.adopted_at) else None,
        "addressee": addressee_of(one),
        "responsible": responsible_for(one, user),
        "look": look_of(one),
        "themes": list(Theme.objects.filter(entries=one.pk)),
        "is_overdue": one.is_overdue,
        "steps": steps_of(one),
        "earlier": earlier,
        "later": later,
        "is_followed": user.pk is not None and Follow.objects.filter(user=user.pk, entry=one.pk).exists(),
        "may_report": can_report(user, one),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "crumbs": way(one),
    }
    context |= _rights(one, user)
    return kept_render(request, "networks/conclusion.html", context)


def _rights(one: Conclusion, user: User | AnonymousUser) -> dict[str, bool]:
    """What the reader may do here, as far as it is its time."""
    may_keep = can_keep(user, one)
    is_over = one.deadline is not None and one.deadline < timezone.localdate()
    return {
        "may_keep": may_keep,
        "may_send": may_keep and one.sent is None,
        "may_answer": may_keep and one.sent is not None,
        "may_give_up": may_keep and one.state == Conclusion.State.SENT and is_over,
    }


def _chain(one: Conclusion, user: User | AnonymousUser) -> tuple[Any, list[Conclusion]]:
    """What it takes up, and what took it up, as far as the reader may see these."""
    rows = Conclusion.objects.published().visible_to(user).select_related("adopted_at")
    near = list(rows.filter(Q(pk=one.takes_up_id) | Q(takes_up=one.pk)).newest_meeting_first())
    earlier = next((each for each in near if each.pk == one.takes_up_id), None)
    return earlier, [each for each in near if each.takes_up_id == one.pk]


@require_POST
@login_required
def conclusion_follow(request: HttpRequest, number: int) -> HttpResponse:
    """Be told when an answer comes, or no longer."""
    user = cast("User", request.user)
    one = get_object_or_404(Conclusion.objects.visible_to(user), pk=number)
    follow(one, user, request.POST.get("on") != "0")
    return redirect(f"{one.get_absolute_url()}#pracenje")


def found_conclusion(number: int, user: User | AnonymousUser) -> Conclusion:
    """With its meeting; 404 for what the reader may not know of."""
    rows = Conclusion.objects.visible_to(user).select_related(WITH_MEETING, "responsible__profile")
    return get_object_or_404(rows, pk=number)


def way(one: Conclusion, *steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """From all networks to a conclusion, or to a page below it."""
    here = (one.title, one.get_absolute_url() if steps else None)
    return crumbs((_("Conclusions"), reverse("networks:conclusions")), here, *steps)
