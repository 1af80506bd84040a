"""Minutes and conclusions as files, for whoever may read them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.readers import reader
from text.languages import current

from .. import meeting_readings, minutes_policy, papers
from ..models import Conclusion, Meeting


@require_safe
def minutes_paper(request: HttpRequest, slug: str, number: int, version: int, form: str) -> HttpResponse:
    """One version of the minutes."""
    user, meeting = reader(request), _meeting(request, slug, number)
    readable = {one.number: one for one in minutes_policy.readable(user, meeting)}
    if version not in readable:
        raise Http404
    return _file(papers.of_minutes(readable[version]), form, f"zapisnik-{meeting.slug}")


@require_safe
def conclusions_paper(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """All conclusions of a meeting."""
    user, meeting = reader(request), _meeting(request, slug, number)
    rows = Conclusion.objects.published().visible_to(user).filter(adopted_at=meeting).order_by("number")
    found = list(rows.select_related("to_organisation", "to_municipality__type"))
    if not found:
        raise Http404
    return _file(papers.of_conclusions(meeting, found), form, f"zakljucci-{meeting.slug}")


def _meeting(request: HttpRequest, slug: str, number: int) -> Meeting:
    meeting = meeting_readings.read(number, reader(request))
    if meeting.network.slug != slug:
        raise Http404
    return meeting


def _file(paper: papers.Paper, form: str, name: str) -> HttpResponse:
    if form not in papers.TYPES:
        raise Http404
    body = papers.pdf(paper, current()) if form == "pdf" else papers.docx(paper, current())
    headers = {
        "Content-Disposition": f'attachment; filename="{slugify(name)[:100]}.{form}"',
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(body, content_type=papers.TYPES[form], headers=headers)
