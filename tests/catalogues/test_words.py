"""The words people see: days and months, what packages say, ready strings."""

import datetime
import re

import pytest
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import DjangoTranslation

from mzplatform.catalogues import upstream
from mzplatform.catalogues.files import LOCALES, messages_of, read, source_path, texts_of
from mzplatform.catalogues.wording import slips

pytestmark = pytest.mark.usefixtures("catalogues")
MONDAY = datetime.date(2026, 11, 23)
DAYS = {
    "bs": "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
    "hr": "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
    "sr-latn": "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
    "sr": "понедјељак уторак сриједа четвртак петак субота недјеља",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
MONTHS = {
    "bs": "januar februar mart april maj juni juli august septembar oktobar novembar decembar",
    "hr": "siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac",
    "sr-latn": "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
    "sr": "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
    "en": "January February March April May June July August September October November December",
}
LANGUAGE_OF = {"bs": "bs", "hr": "hr", "sr_Latn": "sr-latn"}


@pytest.mark.parametrize("language", DAYS)
def test_days(language):
    with override(language):
        names = [date_format(MONDAY + datetime.timedelta(days=day), "l") for day in range(7)]
    assert names == DAYS[language].split()


@pytest.mark.parametrize("language", MONTHS)
def test_months(language):
    with override(language):
        names = [date_format(datetime.date(2026, month, 1), "F") for month in range(1, 13)]
    assert [name.lower() for name in names] == MONTHS[language].lower().split()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_packages_say_is_translated_and_well_said(locale, domain):
    """Asked of Django itself, so it counts which catalogue wins: ours or that of the package."""
    folders = [str(package.folder / "locale") for package in upstream.packages("djangojs")]
    translation = (
        DjangoTranslation(LANGUAGE_OF[locale])
        if domain == "django"
        else DjangoTranslation(LANGUAGE_OF[locale], domain=domain, localedirs=folders)
    )
    translation._fallback = None  # Bosnian stands in for a missing Serbian word; here that would hide the gap
    for (context, singular), (message, _package) in upstream.all_messages(domain).items():
        if isinstance(message.id, str):
            said = [translation.pgettext(context, singular) if context else translation.gettext(singular)]
            missing = f"{context}\x04{singular}" if context else singular
            assert missing in translation._catalog, singular
        else:
            said = [
                translation.npgettext(context, *message.id, n) if context else translation.ngettext(*message.id, n)
                for n in (1, 2, 5)
            ]
        for text in said:
            assert not list(slips(text, locale)), text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("bs", "Lozinka mora imati najmanje 10 znakova. Razmaci i naša slova su dozvoljeni."),
        ("hr", "Lozinka mora imati najmanje 10 znakova. Razmaci i naša slova su dopušteni."),
        ("sr", "Лозинка мора имати најмање 10 знакова. Размаци и наша слова су дозвољени."),
    ],
)
def test_a_short_password(language, expected):
    with override(language), pytest.raises(ValidationError) as caught:
        MinimumLengthValidator(10).validate("kratko")
    with override(language):
        assert caught.value.messages == [expected]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("bs", "prije 2 sedmice"), ("hr", "prije 2 tjedna"), ("sr-latn", "prije 2 sedmice"), ("sr", "прије 2 седмице")],
)
def test_how_long_ago(language, expected):
    with override(language):
        assert naturaltime(timezone.now() - datetime.timedelta(days=14)).replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("bs", "E-pošta ili lozinka nije ispravna. Pokušajte ponovo ili zatražite novu lozinku."),
        ("hr", "E-pošta ili lozinka nije ispravna. Pokušajte ponovno ili zatražite novu lozinku."),
        ("sr", "Е-пошта или лозинка није исправна. Покушајте поново или затражите нову лозинку."),
    ],
)
def test_a_wrong_sign_in(language, expected):
    with override(language):
        assert gettext("The email address and/or password you specified are not correct.") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("bs", "Sadašnja lozinka nije tačna. Upišite je ponovo."),
        ("hr", "Sadašnja lozinka nije točna. Upišite je ponovno."),
        ("sr", "Садашња лозинка није тачна. Упишите је поново."),
    ],
)
def test_a_wrong_current_password(language, expected):
    """The package says "Please type your current password." to whoever has just typed one."""
    with override(language):
        assert gettext("Please type your current password.") == expected


@pytest.mark.parametrize("locale", LOCALES)
def test_sentences_are_short(locale):
    for message in messages_of(read(source_path(locale, "django"))):
        for text in texts_of(message):
            for sentence in re.split(r"(?<=[.!?;:])\s+", re.sub(r"<[^>]+>", "", text)):
                assert len(sentence.split()) <= 25, sentence
