"""Photos and other files, as long as their entry may be read."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.http import parse_etags
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from ui.numbers import number_in

from . import drafts
from .files.store import download_response, open_for_reading
from .models import Attachment, Photo

logger = logging.getLogger(__name__)
FORMATS = {"webp": "webp", "jpg": "jpeg"}


@require_safe
def photo(request: HttpRequest, number: int, width: int, extension: str) -> HttpResponse | FileResponse:
    """One size of a photo. Asked for again it costs no bytes, but the permission is looked at each time."""
    found = get_object_or_404(Photo.objects.visible_to(reader(request)), pk=number)
    variant = found.variant(width, FORMATS.get(extension, ""))
    if variant is None:
        raise Http404
    etag = f'"{variant["sha256"][:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse | FileResponse = HttpResponseNotModified()
    else:
        try:
            file = open_for_reading(variant["path"])
        except FileNotFoundError:
            logger.error("photo %s: the file %s is gone", found.pk, variant["path"])
            raise Http404 from None
        response = FileResponse(file, content_type=f"image/{variant['format']}")
    response["ETag"] = etag
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
def attachment(request: HttpRequest, number: int) -> FileResponse:
    """A file to be saved under its name; the permission of its entry is looked at each time."""
    found = get_object_or_404(Attachment.objects.visible_to(reader(request)), pk=number)
    try:
        return download_response(found.path, found.name, found.content_type)
    except FileNotFoundError:
        logger.error("attachment %s: the file %s is gone", found.pk, found.path)
        raise Http404 from None


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """From the page, while somebody types: keep it. 401 where the session is over, 409 where another window wrote since."""
    user = reader(request)
    if not isinstance(user, User):
        return HttpResponse(status=401)
    form, version = request.POST.get("form", ""), number_in(request.POST.get("version", ""))
    if not 0 < len(form) <= 100 or version is None:
        return HttpResponse(status=400)
    try:
        return JsonResponse({"version": drafts.keep(user, form, request.POST.get("values", ""), version)})
    except drafts.Newer:
        return HttpResponse(status=409)
    except drafts.Unusable:
        return HttpResponse(status=400)
