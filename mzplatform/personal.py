"""The page of one's own data: ask for a copy of all of it, fetch it once."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Export, User

from . import exporting


@require_safe
@login_required
def personal_data(request: HttpRequest) -> HttpResponse:
    """What there is to take along, and whether a copy is on its way."""
    export = Export.objects.filter(user=cast("User", request.user)).first()
    return render(request, "accounts/data.html", {"export": export})


@require_POST
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def personal_data_ask(request: HttpRequest) -> HttpResponse:
    """Begin a copy, which the worker makes; the password was asked for again."""
    exporting.ask(cast("User", request.user))
    messages.success(
        request, _("We are making your copy. You get a mail when it is ready, usually within a few minutes.")
    )
    return redirect("personal_data")


@require_POST
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def personal_data_fetch(request: HttpRequest) -> HttpResponse | FileResponse:
    """The file, once. Whoever comes second, or too late, reads that it is gone and how to get another."""
    try:
        file, _export = exporting.take(cast("User", request.user))
    except exporting.Gone:
        return render(request, "accounts/data_gone.html", status=410)
    name = f"moji-podaci-{timezone.localdate():%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
