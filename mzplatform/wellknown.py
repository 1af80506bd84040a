"""The files that programs look for at fixed addresses: robots.txt, security.txt, favicon.ico."""

from datetime import timedelta

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from mzplatform.context import in_language
from text.languages import LANGUAGES

A_DAY = "public, max-age=86400"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Searches, accounts and admin are not for search engines; a sample site that others can reach is not either."""
    if settings.SAMPLE_SITE and settings.SAMPLE_HOST:
        rules = ["Disallow: /"]
    else:
        paths = [in_language(f"/{path}/", language) for path in settings.ACCOUNT_PATHS for language in LANGUAGES]
        rules = [f"Disallow: {path}" for path in sorted(paths)] + ["Disallow: /*?*q="]
    return text("User-agent: *", *rules, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml")


@require_safe
def security(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """RFC 9116. The date moves with the days, so the file cannot run out while the site runs."""
    expires = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    return text(
        f"Contact: {settings.SECURITY_CONTACT or settings.SITE_URL + '/o-platformi/'}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: bs, hr, sr, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    )


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Browsers that read no <link> ask here."""
    response = HttpResponsePermanentRedirect(staticfiles_storage.url("img/favicon.ico"))
    response["Cache-Control"] = A_DAY
    return response


def text(*lines: str) -> HttpResponse:
    """A plain text file that may be kept for a day."""
    response = HttpResponse("\n".join((*lines, "")), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = A_DAY
    return response
