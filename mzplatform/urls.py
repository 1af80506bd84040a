"""The site map. Paths are in the users' languages; each room keeps its own below the prefix given here."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

import ui.converters  # noqa: F401 - <number:…>
from mzplatform import following, health, pages, personal, project, sitemaps, social, wellknown
from mzplatform import people as people_pages

# The same address in every language: for programs.
programs = [
    path("zdravlje/", health.health, name="health"),
    path("robots.txt", wellknown.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": sitemaps.SITEMAPS}, name="sitemap_section"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("", include("content.urls")),
    path("favicon.ico", wellknown.favicon, name="favicon"),
]

# For people: Bosnian without a prefix, the other languages below /hr/, /sr-latn/, /sr/ and /en/.
people = i18n_patterns(
    path("", pages.home, name="home"),
    path("", include("communities.urls")),
    path("prakse/", include("practices.urls")),
    path("pitanja/", include("forums.urls")),
    path("obuke/lekcije/", include("lessons.urls")),
    path("", include("trainings.urls")),
    path("mreze/", include("networks.urls")),
    path("", include("news.urls")),
    path("dokumenti/", include("library.urls")),
    path("statistika/", include("insights.urls")),
    path("pretraga/", include("search.urls")),
    path("kartice/<slug:kind>/<number:number>.png", social.social, name="social"),
    path("osobe/<number:number>-<slug:slug>/", people_pages.person, name="person"),
    path("o-platformi/", pages.about, name="about"),
    path("o-platformi/projekat/", project.project, name="project"),
    path("pristupacnost/", pages.accessibility, name="accessibility"),
    path("privatnost/", pages.privacy, name="privacy"),
    path("pravila/", pages.rules, name="rules"),
    path("dizajn/", include("ui.urls")),
    path("upravljanje/", admin.site.urls),
    path("komentari/", include("comments.urls")),
    path("", include("moderation.urls")),
    path("", include("notifications.urls")),
    path("nalog/pracenje/", following.following, name="following"),
    path("nalog/podaci/", personal.personal_data, name="personal_data"),
    path("nalog/podaci/priprema/", personal.personal_data_ask, name="personal_data_ask"),
    path("nalog/podaci/preuzimanje/", personal.personal_data_fetch, name="personal_data_fetch"),
    path("", include("accounts.urls")),
    prefix_default_language=False,
)

urlpatterns = [*programs, *people]

handler400 = "mzplatform.errors.bad_request"
handler403 = "mzplatform.errors.forbidden"
handler404 = "mzplatform.errors.not_found"
handler500 = "mzplatform.middleware.unavailable.server_error"
