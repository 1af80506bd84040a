"""What every page knows about the site: `platform` in each template (allauth has a `site` of its own). No queries."""

from functools import cached_property, lru_cache
from html import escape
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from text.languages import DEFAULT, LANGUAGES, Language, current
from text.script import settled
from ui.kept import token_of

NAV = (
    ("practices:index", _("Practices")),
    ("forums:index", _("Questions")),
    ("trainings:index", _("Trainings")),
    ("communities:index", _("Local communities")),
    ("networks:index", pgettext_lazy("main menu", "Network")),
    ("news:index", _("News")),
)
PATH, QUERY, NUMBER, TOKEN = "\ue001", "\ue002", "\ue003", "\ue004"
"""Stand for what a page puts in the parts that are drawn once: letters that no alphabet has."""
OTHER_SCRIPT = {"Latn": "sr", "Cyrl": DEFAULT.code}


class PageInLanguage(NamedTuple):
    """The same page in one of the languages."""

    code: str
    tag: str
    label: str
    url: str
    """Path with query, for the switch."""
    absolute: str
    """With host, for search engines: of the query only the page of a list."""
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
        return iri_to_uri(without_language(self.request.path))

    @cached_property
    def query(self) -> str:
        """What follows it, with its question mark."""
        query = iri_to_uri(self.request.META.get("QUERY_STRING", ""))
        return f"?{query}" if query else ""

    @cached_property
    def number(self) -> str:
        """Of all parameters the one that makes a page of its own for search engines: the page of a whole list."""
        asked = self.request.GET if self.query else {}
        page = asked.get("page", "") if len(asked) == 1 else ""
        return f"?page={page}" if page.isascii() and page.isdigit() else ""

    @property
    def canonical(self) -> str:
        """The address for search engines."""
        return f"{self.url}{in_language(self.path, self.language)}{self.number}"

    @cached_property
    def languages(self) -> list[PageInLanguage]:
        """This page in each language, its query kept."""
        return [
            PageInLanguage(
                code=language.code,
                tag=language.tag,
                label=language.label,
                url=f"{there}{self.query}",
                absolute=f"{self.url}{there}{self.number}",
                current=language is self.language,
            )
            for language in LANGUAGES
            for there in [in_language(self.path, language)]
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
    def room(self) -> str:
        """The address of the room of the main menu that this page belongs to; empty for none."""
        path = self.request.path
        return next((url for _name, url in rooms(self.language.code) if path.startswith(url)), "")

    @property
    def nav(self) -> list[NavItem]:
        """The rooms, for the main menu."""
        return [NavItem(name, url, url == self.room) for name, url in rooms(self.language.code)]

    @cached_property
    def user(self) -> Any:
        """Who is signed in, or None. Without a session cookie the session is not touched, so the page stays cacheable."""
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            return None
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    # What stands around the page.

    @property
    def head(self) -> SafeString:
        """What the head of the document says about the address, and what it loads."""
        return self._around("head")

    @property
    def header(self) -> SafeString:
        """The strip and the menu above."""
        return self._around("header")

    @property
    def footer(self) -> SafeString:
        """The foot below."""
        return self._around("footer")

    def _around(self, part: str) -> SafeString:
        draw = around.__wrapped__ if settings.DEBUG else around
        drawn = draw(part, self.language.code, self.room, self.user is not None)
        for mark, own in ((PATH, self.path), (QUERY, self.query), (NUMBER, self.number)):
            drawn = drawn.replace(mark, escape(own))
        return SafeString(drawn.replace(TOKEN, token_of(self.request)) if TOKEN in drawn else drawn)


class AnyPage(Site):
    """Any page of a room, with marks where its address and its token go: letters that no alphabet has."""

    path, query, number = PATH, QUERY, NUMBER

    def __init__(self, room: str, user: Any) -> None:
        self.room, self.user = room, user


@lru_cache(maxsize=256)
def around(part: str, _language: str, room: str, signed_in: bool) -> str:
    """One part of what stands around a page of the active language, which is in the key.

    It has a third of all that most pages have to draw, and only the address changes in it: drawn once, with marks.
    """
    html = render_to_string(f"layout/{part}.html", {"platform": AnyPage(room, signed_in), "csrf_token": TOKEN})
    return settled(html, current().script)


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
