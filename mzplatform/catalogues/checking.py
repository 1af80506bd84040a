"""What is missing or wrong in the catalogues, each finding with the name of the message."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message

from . import upstream
from .files import (
    DOMAINS,
    LOCALES,
    PLURAL_COUNT,
    PLURAL_FORMS,
    Key,
    key_of,
    messages_of,
    read,
    source_path,
    texts_of,
)
from .sources import collect
from .wording import slips

PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sdr%]|\{\w*\}")
OF_A_MAN = "of a man"
"""The context of words for a man who chose to be spoken of as one; their twins have the context `of a woman`."""

DATE_AND_STOP = re.compile(r"%\((?:day|first|last)\)s\.")
"""Our dates end with a full stop of their own (24. 11. 2026.), so a sentence that ends with one adds none."""

TAG = re.compile(r"</?\w+[^>]*>")


class Problem(NamedTuple):
    """One finding."""

    locale: str
    domain: str
    message: str
    what: str

    def __str__(self) -> str:
        return f"{self.locale}/{self.domain}: {self.message!r}: {self.what}"


def problems() -> list[Problem]:
    """Everything that stands in the way of complete and correct catalogues."""
    ours = collect()
    return [
        Problem(locale, domain, message, what)
        for locale in LOCALES
        for domain in DOMAINS
        for message, what in catalogue_problems(ours if domain == "django" else Catalog(), locale, domain)
    ]


def catalogue_problems(ours: Catalog, locale: str, domain: str) -> Iterator[tuple[str, str]]:
    """The problems of one file, as (message id, what is wrong)."""
    catalog = read(source_path(locale, domain), locale)
    expected = {key_of(message): message for message in messages_of(ours)}
    present = {key_of(message): message for message in messages_of(catalog)}
    if catalog.plural_forms != PLURAL_FORMS:
        yield "", f"the header must say Plural-Forms: {PLURAL_FORMS}"
    for key in sorted(expected.keys() - present.keys(), key=str):
        yield key.singular, "is not in the catalogue; run: messages extract"
    for key in sorted(upstream.required(locale, domain).keys() - present.keys() - expected.keys(), key=str):
        yield key.singular, "an installed package leaves it untranslated or says it badly; run: messages extract"
    for key, message in present.items():
        original = expected.get(key) or upstream_message(key, domain)
        if original is None:
            yield key.singular, "is used nowhere; run: messages extract"
        else:
            for what in message_problems(message, original, locale):
                yield key.singular, what


def upstream_message(key: Key, domain: str) -> Message | None:
    """The message of an installed package, or None."""
    found = upstream.all_messages(domain).get(key)
    return found[0] if found else None


def message_problems(message: Message, original: Message, locale: str) -> Iterator[str]:
    """What is wrong with one translated message."""
    if message.fuzzy:
        yield "is marked fuzzy"
    plural = not isinstance(original.id, str)
    if plural == isinstance(message.id, str):
        yield "has plural forms in one place and none in the other; run: messages extract"
        return
    texts = texts_of(message)
    if plural and len(texts) != PLURAL_COUNT:
        yield f"has {len(texts)} plural forms, not {PLURAL_COUNT}"
    # 21 takes the first form too, so each form needs what the English plural has, not only the English singular
    model = original.id[1] if plural else original.id
    for text in texts:
        if not text:
            yield "is not translated"
            continue
        yield from text_problems(text, str(model))
        for rule, word in slips(text, locale):
            if word.lower() not in allowed_words(message) and not (
                message.context == OF_A_MAN and rule == "masculine only"
            ):
                yield f"{rule}: {word}"


def allowed_words(message: Message) -> set[str]:
    """Words that a comment `# allowed: …` above the message permits, such as those of an official name."""
    comments = [comment for comment in message.user_comments if comment.startswith("allowed:")]
    return {word for comment in comments for word in comment.removeprefix("allowed:").lower().split()}


def text_problems(text: str, model: str) -> Iterator[str]:
    """What a translation must keep of its English: placeholders, tags, blanks at its ends."""
    if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(model)):
        yield f"placeholders differ: {PLACEHOLDER.findall(text)} for {PLACEHOLDER.findall(model)}"
    if sorted(TAG.findall(text)) != sorted(TAG.findall(model)):
        yield f"tags differ: {TAG.findall(text)} for {TAG.findall(model)}"
    if DATE_AND_STOP.search(text):
        yield "a full stop follows a date, which has its own"
    for side, strip in (("start", str.lstrip), ("end", str.rstrip)):
        if len(text) - len(strip(text)) != len(model) - len(strip(model)):
            yield f"blanks at the {side} differ"
