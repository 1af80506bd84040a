"""What installed packages say to our users, and which of it we must say ourselves.

Django's Bosnian catalogue is little more than half full, allauth has none, django-filter has none of ours, and all Serbian
ones are ekavian while Serbian in Bosnia and Herzegovina is ijekavian. LOCALE_PATHS wins over the catalogues of
packages, so our own files carry what is missing or wrong. Nothing here is a copied list: the installed catalogues are
asked, so an upgrade that brings new sentences makes `messages check` name them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from .files import Key, is_translated, key_of, messages_of, read, texts_of
from .sources import collect
from .wording import slips


@dataclass(frozen=True)
class Package:
    """One installed catalogue: where it is, and which of its messages our users never meet."""

    module: str
    domain: str = "django"
    only: str = ""  # a pattern that one of the message's locations must match
    skip: str = ""  # a pattern of locations; a message with no other location is left out
    skip_ids: str = ""  # a pattern of message ids that are left out

    @property
    def label(self) -> str:
        """The name in the comment beside an override."""
        return self.module if self.domain == "django" else f"{self.module} ({self.domain})"

    @property
    def folder(self) -> Path:
        """Where the package is installed."""
        spec = find_spec(self.module)
        if spec is None or not spec.submodule_search_locations:
            raise LookupError(f"{self.module} is not installed.")
        return Path(spec.submodule_search_locations[0])

    def catalogue(self, locale: str) -> Path:
        """The catalogue it brings for `locale`, whether there is one or not."""
        return self.folder / "locale" / locale / "LC_MESSAGES" / f"{self.domain}.po"


PACKAGES = (
    Package(
        "django.conf",
        # names of languages, pages for developers, messages of fields and views that we do not have
        skip=r"conf/global_settings|views/debug|views/csrf|views/static|views/templates|views/generic|contrib/(sitemaps|static|syndication)",
        # names of column types, shown only by admindocs
        skip_ids=r"^(Field of type: |Boolean \(|String \(|Big .*integer|Positive |Small |Auto-?field|Unique|Foreign Key \(|"
        r"One-to-one|Many-to-many|%\(from\)s-%\(to\)s|Column |A JSON object|Raw binary|Floating point|Decimal number|"
        r"File path|IPv[46] address|IP address|Integer|Comma-separated int|Date \(|Time$|Text$|URL$|Email address$|"
        r"File$|Image$|Duration$|Generated field|Slug \()",
    ),
    Package("django.contrib.admin"),
    Package("django.contrib.admin", domain="djangojs"),
    Package("django.contrib.auth"),
    Package("django.contrib.humanize"),
    Package("django.contrib.contenttypes"),
    Package("django.contrib.postgres", only=r"^contrib/postgres/(forms|validators|fields)"),
    Package("django.contrib.sessions"),
    Package(
        "allauth",
        only=r"^(account|mfa|usersessions)/|^templates/(account|mfa|usersessions)/messages",
    ),
    Package("django_filters", skip_ids=r"^(Lookup|Filter Sets?|Range start|Multiple )"),
)


@cache
def messages(package: Package) -> dict[Key, Message]:
    """What `package` can show to our users, by key."""
    english = package.catalogue("en")
    found = read(english) if english.exists() else collect({package.label: package.folder})
    return {key_of(message): message for message in messages_of(found) if is_shown(message, package)}


def is_shown(message: Message, package: Package) -> bool:
    """False for what our users never meet."""
    places = [place for place, _line in message.locations]
    if package.only and not any(re.search(package.only, place) for place in places):
        return False
    if package.skip and all(re.search(package.skip, place) for place in places):
        return False
    return not (package.skip_ids and re.search(package.skip_ids, key_of(message).singular))


@cache
def catalogue(package: Package, locale: str) -> Catalog:
    """What `package` brings for `locale`."""
    return read(package.catalogue(locale), locale)


def packages(domain: str) -> Iterator[Package]:
    """The packages with a catalogue of `domain`."""
    return (package for package in PACKAGES if package.domain == domain)


@cache
def all_messages(domain: str) -> dict[Key, tuple[Message, Package]]:
    """Every message of the packages that we may override."""
    return {key: (message, package) for package in packages(domain) for key, message in messages(package).items()}


@cache
def required(locale: str, domain: str) -> dict[Key, tuple[Message, Package]]:
    """The messages that the packages leave untranslated in `locale`, or say in ekavian."""
    return {
        key: (message, package)
        for key, (message, package) in all_messages(domain).items()
        if not speaks(package, locale, message)
    }


def speaks(package: Package, locale: str, message: Message) -> bool:
    """True when the package itself says `message` well enough in `locale`."""
    stock = catalogue(package, locale).get(message.id, context=message.context)
    if stock is None or not is_translated(stock) or isinstance(stock.id, str) != isinstance(message.id, str):
        return False
    return not any(slip for text in texts_of(stock) for slip in slips(text, locale))
