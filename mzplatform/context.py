"""What every page knows about the site: `platform` in each template (allauth has a `site` of its own). No queries."""

from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from text.languages import DEFAULT, LANGUAGES, Language, current

NAV = (
    ("practices:index", _("Practices")),
    ("communities:index", _("Local communities")),
    ("about", _("About the platform")),
)
OTHER_SCRIPT = {"Latn": "sr", "Cyrl": DEFAULT.code}


class PageInLanguage(NamedTuple):
    """The same page in one of the languages."""

    code: str
    tag: str
    label: str
    url: str
    """Path with query, for the switch."""
    absolute: str
    """With host and without query, for search engines."""
    current: bool


class NavItem(NamedTuple):
    """A room in the main menu."""

    name: str
    url: str
    current: bool


class Site:
    """The site as one page sees it; each part is worked out when a template asks for it."""

    sample = settings.SAMPLE_SITE
    release = settings.RELEASE
    url = settings.SITE_URL
    contact = settings.CONTACT_EMAIL

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def language(self) -> Language:
        return current()

    @property
    def html_lang(self) -> str:
        return self.language.tag

    @cached_property
    def path(self) -> str:
        """The address without its language prefix."""
        return without_language(self.request.path)

    @cached_property
    def canonical(self) -> str:
        """The address for search engines: of all parameters only the page of a list makes a page of its own."""
        page = self.request.GET.get("page", "") if self.request.META.get("QUERY_STRING") else ""
        suffix = f"?page={page}" if page.isascii() and page.isdigit() else ""
        return f"{self.url}{in_language(self.path, self.language)}{suffix}"

    @cached_property
    def languages(self) -> list[PageInLanguage]:
        """This page in each language, its query kept."""
        path, query = iri_to_uri(self.path), iri_to_uri(self.request.META.get("QUERY_STRING", ""))
        suffix = f"?{query}" if query else ""
        return [
            PageInLanguage(
                code=language.code,
                tag=language.tag,
                label=language.label,
                url=f"{there}{suffix}",
                absolute=f"{self.url}{there}",
                current=language is self.language,
            )
            for language in LANGUAGES
            for there in [in_language(path, language)]
        ]

    @cached_property
    def scripts(self) -> dict[str, PageInLanguage]:
        """The two links of the script switch: the page as it is, and in the other script."""
        pages = {page.code: page for page in self.languages}
        here = pages[self.language.code]
        there = pages[OTHER_SCRIPT[self.language.script]]
        return (
            {"latin": here, "cyrillic": there} if self.language.script == "Latn" else {"latin": there, "cyrillic": here}
        )

    @cached_property
    def nav(self) -> list[NavItem]:
        """The rooms, for the main menu."""
        path = self.request.path
        return [NavItem(name, url, path.startswith(url)) for name, url in rooms(self.language.code)]

    @cached_property
    def user(self) -> Any:
        """Who is signed in, or None. Without a session cookie the session is not touched, so the page stays cacheable."""
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            return None
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None


@lru_cache(maxsize=len(LANGUAGES))
def rooms(_language: str) -> list[tuple[str, str]]:
    """Name and address of each room in the active language, which is the key."""
    return [(str(label), reverse(name)) for name, label in NAV]


def site(request: HttpRequest) -> dict[str, Site]:
    """The context processor named in settings."""
    return {"platform": Site(request)}


def without_language(path: str) -> str:
    """`/sr/pravila/` → `/pravila/`; an address of the default language stays as it is."""
    head, _, rest = path.removeprefix("/").partition("/")
    if head != DEFAULT.code and any(head == language.code for language in LANGUAGES):
        return f"/{rest}"
    return path


def in_language(path: str, language: Language) -> str:
    """The address of an unprefixed path in a language: the default one has no prefix."""
    return path if language == DEFAULT else f"/{language.code}{path}"
