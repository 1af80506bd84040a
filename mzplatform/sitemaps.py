"""sitemap.xml: an index of parts, each page with its address in all five languages."""

from collections.abc import Iterable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from forums.look import public as public_questions
from forums.models import Standing
from lessons.models import Lesson
from library.models import Document
from mzplatform.context import in_language
from networks.models import Conclusion, Meeting, Network
from news.models import News
from practices.look import public
from practices.models import Practice
from register.models import Community, Municipality
from text.languages import DEFAULT, LANGUAGES
from trainings.models import Training, Wish

PAGES = (
    "home",
    "practices:index",
    "forums:index",
    "forums:standings",
    "trainings:index",
    "lessons:index",
    "trainings:wishes",
    "networks:index",
    "networks:conclusions",
    "news:index",
    "library:index",
    "library:changes",
    "communities:index",
    "communities:map",
    "insights:index",
    "about",
    "project",
    "accessibility",
    "privacy",
    "rules",
)

BY_TAG = {language.tag: language for language in LANGUAGES}


class SiteSitemap(Sitemap):  # type: ignore[type-arg]
    """Addresses differ between languages by their prefix alone, so each is worked out once and not five times five."""

    i18n = alternates = x_default = True
    limit = 1000
    protocol = settings.SITE_URL.partition(":")[0]

    def get_domain(self, site: Any = None) -> str:  # noqa: ARG002
        """SITE_URL, never the Host header."""
        return settings.SITE_URL.partition("://")[2]

    def get_languages_for_item(self, item: Any) -> list[str]:  # noqa: ARG002
        """By their tags: Django writes into `hreflang` what this gives."""
        return list(BY_TAG)

    def _location(self, item: Any, force_lang_code: str | None = None) -> str:
        obj, tag = item
        return in_language(self.location(obj), BY_TAG[force_lang_code or tag])


class PageSitemap(SiteSitemap):
    """Pages that are there whatever the register holds."""

    def items(self) -> Iterable[str]:
        return PAGES

    def location(self, item: str) -> str:
        with translation.override(DEFAULT.code):
            return reverse(item)


class MunicipalitySitemap(SiteSitemap):
    """The pages of municipalities."""

    def items(self) -> Iterable[Any]:
        return Municipality.objects.order_by("pk").values_list("slug")

    def location(self, item: tuple[str]) -> str:
        with translation.override(DEFAULT.code):
            return reverse("communities:municipality", args=item)


class CommunitySitemap(SiteSitemap):
    """The profiles of local communities."""

    def items(self) -> Iterable[Any]:
        return Community.objects.open().order_by("pk").values_list("municipality__slug", "slug")

    def location(self, item: tuple[str, str]) -> str:
        with translation.override(DEFAULT.code):
            return reverse("communities:detail", args=item)


class PracticeSitemap(SiteSitemap):
    """The practices that everyone may read."""

    def items(self) -> QuerySet[Practice]:
        return cast("QuerySet[Practice]", public().order_by("pk").only("pk", "title", "edited"))

    def location(self, item: Practice) -> str:
        with translation.override(DEFAULT.code):
            return item.get_absolute_url()

    def lastmod(self, item: tuple[Practice, str]) -> Any:
        return item[0].edited if isinstance(item, tuple) else item.edited


class QuestionSitemap(PracticeSitemap):
    """The questions that everyone may read."""

    def items(self) -> QuerySet[Any]:
        return cast("QuerySet[Any]", public_questions().order_by("pk").only("pk", "title", "edited"))


class StandingSitemap(PracticeSitemap):
    """The standing answers that everyone may read."""

    def items(self) -> QuerySet[Any]:
        rows = Standing.objects.published().visible_to(AnonymousUser())
        return cast("QuerySet[Any]", rows.order_by("pk").only("pk", "title", "edited"))


class TrainingSitemap(PracticeSitemap):
    """The trainings that everyone may read."""

    def items(self) -> QuerySet[Any]:
        rows = Training.objects.published().visible_to(AnonymousUser())
        return cast("QuerySet[Any]", rows.order_by("pk").only("pk", "title", "edited"))


class LessonSitemap(PracticeSitemap):
    """The lessons that everyone may read."""

    def items(self) -> QuerySet[Any]:
        return cast("QuerySet[Any]", Lesson.objects.on_site().order_by("pk").only("pk", "title", "edited"))


class WishSitemap(PracticeSitemap):
    """The wishes for trainings that everyone may read."""

    def items(self) -> QuerySet[Any]:
        rows = Wish.objects.published().visible_to(AnonymousUser())
        return cast("QuerySet[Any]", rows.order_by("pk").only("pk", "title", "edited"))


class MeetingSitemap(PracticeSitemap):
    """The meetings of networks that everyone may read of."""

    def items(self) -> QuerySet[Any]:
        rows = Meeting.objects.published().visible_to(AnonymousUser()).select_related("network__organisation")
        return cast("QuerySet[Any]", rows.order_by("pk").defer("search", "body"))


class ConclusionSitemap(PracticeSitemap):
    """The conclusions that everyone may read."""

    def items(self) -> QuerySet[Any]:
        rows = Conclusion.objects.published().visible_to(AnonymousUser())
        return cast("QuerySet[Any]", rows.order_by("pk").only("pk", "title", "edited"))


class NewsSitemap(PracticeSitemap):
    """The news that everyone may read."""

    def items(self) -> QuerySet[Any]:
        return cast("QuerySet[Any]", News.objects.on_site().order_by("pk").only("pk", "title", "edited"))


class DocumentSitemap(PracticeSitemap):
    """The documents that everyone may read."""

    def items(self) -> QuerySet[Any]:
        return cast("QuerySet[Any]", Document.objects.on_site().order_by("pk").only("pk", "title", "edited"))


class NetworkSitemap(SiteSitemap):
    """Networks, without the day of a change: nobody keeps it."""

    def items(self) -> Iterable[Any]:
        return Network.objects.order_by("pk").values_list("organisation__slug")

    def location(self, item: tuple[str]) -> str:
        with translation.override(DEFAULT.code):
            return reverse("networks:detail", args=item)


SITEMAPS: dict[str, type[SiteSitemap]] = {
    "pages": PageSitemap,
    "municipalities": MunicipalitySitemap,
    "communities": CommunitySitemap,
    "practices": PracticeSitemap,
    "questions": QuestionSitemap,
    "standing_answers": StandingSitemap,
    "trainings": TrainingSitemap,
    "lessons": LessonSitemap,
    "wishes": WishSitemap,
    "networks": NetworkSitemap,
    "meetings": MeetingSitemap,
    "conclusions": ConclusionSitemap,
    "news": NewsSitemap,
    "documents": DocumentSitemap,
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The parts of the site map, with addresses from SITE_URL (Django's own view takes them from the Host header)."""
    sites = []
    for section, sitemap in SITEMAPS.items():
        address = settings.SITE_URL + reverse("sitemap_section", args=[section])
        for page in range(1, sitemap().paginator.num_pages + 1):
            sites.append({"location": f"{address}?p={page}" if page > 1 else address})
    response = TemplateResponse(request, "sitemap_index.xml", {"sitemaps": sites}, content_type="application/xml")
    response["X-Robots-Tag"] = "noindex"
    return response
