from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ui import gallery as samples
from ui.assets import outline


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever builds pages and for the tests that look at them."""
    pages = Paginator(range(1577), 20)
    country = outline.load()
    context = {
        "samples": samples,
        "page": pages.page(7),
        "first_page": pages.page(1),
        "form_empty": samples.SampleForm(auto_id="empty_%s"),
        "form_bad": samples.bad_form(),
        "outline": country,
        "points": [(name, *country.project(lat, lon), size, known) for name, lat, lon, size, known in samples.PLACES],
    }
    return render(request, "ui/gallery.html", context)
