"""Three forms in Bosnian, Croatian and Serbian, two in English, in our own messages and in those of packages."""

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import ngettext, override

from mzplatform.catalogues.files import CYRILLIC, LOCALES, is_translated, messages_of, read, source_path

FORMS = {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 21: 0, 22: 1, 101: 0, 111: 2}
WEEKS = {
    "bs": ("sedmica", "sedmice", "sedmica"),
    "hr": ("tjedan", "tjedna", "tjedana"),
    "sr-latn": ("sedmica", "sedmice", "sedmica"),
    "sr": ("седмица", "седмице", "седмица"),
}
LANGUAGE_OF = {"bs": "bs", "hr": "hr", "sr_Latn": "sr-latn", CYRILLIC: "sr"}
pytestmark = pytest.mark.usefixtures("catalogues")


@pytest.mark.parametrize("number", FORMS)
@pytest.mark.parametrize("language", WEEKS)
def test_a_word_that_django_says_otherwise(language, number):
    with override(language):
        text = ngettext("%(num)d week", "%(num)d weeks", number) % {"num": number}
    assert text == f"{number} {WEEKS[language][FORMS[number]]}"


@pytest.mark.parametrize("number", FORMS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_plural_takes_the_right_form(locale, number):
    catalog = read(source_path(locale, "django"))
    plurals = [
        message for message in messages_of(catalog) if not isinstance(message.id, str) and is_translated(message)
    ]
    assert plurals
    with override(LANGUAGE_OF[locale]):
        for message in plurals:
            if message.context is None:
                assert ngettext(*message.id, number) == message.string[FORMS[number]]


@pytest.mark.parametrize("number", FORMS)
def test_english_has_two(number):
    with override("en"):
        assert ngettext("%(num)d week", "%(num)d weeks", number) == ("%(num)d week" if number == 1 else "%(num)d weeks")


@pytest.mark.parametrize(
    ("language", "limit", "expected"),
    [
        ("bs", 21, "Dozvoljen je najviše 21 znak (sada: 200)."),
        ("hr", 22, "Dopuštena su najviše 22 znaka (sada: 200)."),
        ("sr-latn", 111, "Dozvoljeno je najviše 111 znakova (sada: 200)."),
        ("sr", 101, "Дозвољен је највише 101 знак (сада: 200)."),
    ],
)
def test_a_validator_of_django_counts_right(language, limit, expected):
    with override(language):
        with pytest.raises(ValidationError) as caught:
            MaxLengthValidator(limit)("x" * 200)
        assert caught.value.messages == [expected]
