"""Serbian Cyrillic is made from Serbian Latin: all of it, and nothing that must stay."""

import gettext
import re

import pytest

from mzplatform.catalogues.cyrillic import cyrillic
from mzplatform.catalogues.files import CYRILLIC_SOURCE, DOMAINS, messages_of, read, source_path, texts_of

LATIN = re.compile(r"[A-Za-zČĆŽŠĐčćžšđ]+")
KEPT = re.compile(
    r"""<(\w+)[^>]*translate="no"[^>]*>.*?</\1> | </?\w[^>]*>         # markup
    | %\(\w+\)[sdr] | %[sdr] | \{\w*\} | &\w+;                       # placeholders
    | https?://\S* | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | \bmjesnazajednica\.ba\b
    | \bI{1,3}\b | \b(?:axe-core|UTF-8|UTF-16|Natural\ Earth|Google\ Authenticator)\b
    """,
    re.VERBOSE,
)
FOREIGN = """
    AA AAA Aegis Android Chromium CSV Ctrl Django EN GeoJSON GeoNames HTML ID IP IPv JavaScript JSON NUL PDF PIN QR TOTP
    TXT UNDP URL USB UTF UUID WCAG WebAuthn Windows KB MB GB TB PB P JPEG PNG WebP DOCX XLSX ODT Facebook Viber Viberu
"""
"""What our own sentences keep in Latin letters; a new foreign word is added here on purpose."""


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("Sačuvajte", "Сачувајте"),
        ("Ljudi i Njemačka, džep", "Људи и Њемачка, џеп"),
        ("Dobro došli, %(name)s", "Добро дошли, %(name)s"),
        ("{count} od {total}, 100 %%", "{count} од {total}, 100 %%"),
        ('Pogledajte <a href="/pravila/">pravila</a>.', 'Погледајте <a href="/pravila/">правила</a>.'),
        ('Licenca <span translate="no">Open Data</span> važi', 'Лиценца <span translate="no">Open Data</span> важи'),
        ("Pišite na pomoc@primjer.ba.", "Пишите на pomoc@primjer.ba."),
        ("Adresa je https://primjer.ba/pomoc/, hvala", "Адреса је https://primjer.ba/pomoc/, хвала"),
        ("Preuzmite CSV ili PDF", "Преузмите CSV или PDF"),
        ("Standard EN 301 549; štampa: Ctrl i P.", "Стандард EN 301 549; штампа: Ctrl и P."),
        ("En Ctrl i Pero", "Ен Ctrl и Перо"),
        ("Mionica III", "Мионица III"),
        ("konjunktura", "конјунктура"),
        ("jedan&nbsp;dva", "један&nbsp;два"),
        ("MZ Centar", "МЗ Центар"),
    ],
)
def test_cyrillic(latin, expected):
    assert cyrillic(latin) == expected


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_latin_letters_are_left(domain, catalogues):
    with (catalogues / "sr" / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
        built = gettext.GNUTranslations(file)
    left = {
        (text, word)
        for text in built._catalog.values()
        if "Content-Type" not in text  # the header
        for word in LATIN.findall(KEPT.sub(" ", text))
        if word not in FOREIGN.split()
    }
    assert left == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_protected_stays(domain):
    for message in messages_of(read(source_path(CYRILLIC_SOURCE, domain))):
        for text in texts_of(message):
            kept = [match.group() for match in KEPT.finditer(text)]
            assert [match.group() for match in KEPT.finditer(cyrillic(text))] == kept


@pytest.mark.parametrize("domain", DOMAINS)
def test_it_has_every_message_of_its_latin_twin(domain, catalogues):
    def keys(locale):
        with (catalogues / locale / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
            return gettext.GNUTranslations(file)._catalog.keys()

    assert keys("sr") == keys("sr_Latn")
