"""What every page knows about the site: `platform` in each template (allauth has a `site` of its own). No queries."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from text.languages import DEFAULT, LANGUAGES, Language, current

NAV = (("communities:index", _("Local communities")), ("about", _("About the platform")))
OTHER_SCRIPT = {"Latn": "sr", "Cyrl": DEFAULT.code}


@dataclass(frozen=True)
class PageInLanguage:
    """The same page in one of the languages."""

    code: str
    tag: str
    label: str
    url: str
    """Path with query, for the switch."""
    absolute: str
    """With host and without query, for search engines."""
    current: bool


@dataclass(frozen=True)
class NavItem:
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
        query = iri_to_uri(self.request.META.get("QUERY_STRING", ""))
        pages = []
        for language in LANGUAGES:
            path = iri_to_uri(in_language(self.path, language))
            pages.append(
                PageInLanguage(
                    code=language.code,
                    tag=language.tag,
                    label=language.label,
                    url=f"{path}?{query}" if query else path,
                    absolute=f"{self.url}{path}",
                    current=language == self.language,
                )
            )
        return pages

    @cached_property
    def scripts(self) -> dict[str, PageInLanguage]:
        """The two links of the script switch: the page as it is, and in the other script."""
        pages = {page.code: page for page in self.languages}
        here = pages[self.language.code]
        there = pages[OTHER_SCRIPT[self.language.script]]
        return (
            {"latin": here, "cyrillic": there} if self.language.script == "Latn" else {"latin": there, "cyrillic": here}
        )

    @property
    def section(self) -> str:
        """The name of the room this page belongs to, as the main menu has it; empty outside of all."""
        return next((item.name for item in self.nav if item.current), "")

    @cached_property
    def nav(self) -> list[NavItem]:
        """The rooms that exist."""
        items = []
        for name, label in NAV:
            try:
                url = reverse(name)
            except NoReverseMatch:
                continue
            items.append(NavItem(str(label), url, self.request.path.startswith(url)))
        return items

    @cached_property
    def user(self) -> Any:
        """Who is signed in, or None. Without a session cookie the session is not touched, so the page stays cacheable."""
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            return None
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def signed_in(self) -> bool:
        """Whether the frame is that of somebody who has signed in."""
        return self.user is not None


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
