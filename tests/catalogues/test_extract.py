"""`messages extract`: what is found in the source, and what becomes of the files."""

import re

import pytest
from babel.messages.catalog import Catalog

from mzplatform.catalogues import extracting, files, sources, upstream
from tests.architecture.sources import python_files

TEMPLATE = """
{% load i18n ui %}
  <main>
      {% if x %}<p title="it's {{ y }}">{% translate "Don’t “stop”: 100%" %}</p>{% endif %}
   {% blocktranslate trimmed count counter=n %}
      {{ counter }} answer
   {% plural %}
      {{ counter }} answers
   {% endblocktranslate %}
   {# Translators: a button #}
   {% button _("Save it") icon="check" %} {{ value|default:_("nothing") }}
   {% translate "May" context "month name" %}
  </main>
"""
PYTHON = b"""
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
label = _("A label"
          " in two lines")
def f(n):
    return ngettext("%(n)s place", "%(n)s places", n) % {"n": n} + pgettext("seat", "place")
"""


def ids(catalog):
    return {(message.context, message.id) for message in files.messages_of(catalog)}


def test_templates_give_their_messages():
    catalog = Catalog()
    sources.add_messages(catalog, sources.template_as_python(TEMPLATE, "x.html").encode(), "x.html")
    assert ids(catalog) == {
        (None, "Don’t “stop”: 100%%"),
        (None, ("%(counter)s answer", "%(counter)s answers")),
        (None, "Save it"),
        (None, "nothing"),
        ("month name", "May"),
    }


def test_python_gives_its_messages():
    catalog = Catalog()
    sources.add_messages(catalog, PYTHON, "x.py")
    assert ids(catalog) == {
        (None, "A label in two lines"),
        (None, ("%(n)s place", "%(n)s places")),
        ("seat", "place"),
    }


def test_all_our_source_is_readable():
    names = {name for message in files.messages_of(sources.collect()) for name, _line in message.locations}
    assert any(name.endswith(".py") for name in names)
    assert any(name.endswith(".html") for name in names)
    assert not any(name.startswith(("tests/", ".venv/")) for name in names)


@pytest.fixture
def old():
    catalog = Catalog(locale="bs")
    catalog.add("Save it", string="Sačuvajte", user_comments=["allowed: nothing"])
    catalog.add("Gone", string="Nema više")
    catalog.add("Tuesday", string="utorak ili tako nešto")  # Django has it; somebody chose to say it better
    return catalog


def test_extract_keeps_translations_and_drops_what_is_gone(old):
    ours = Catalog()
    ours.add("Save it", locations=[("a.html", 7)])
    ours.add("New", locations=[("a.html", 8)])
    fresh = extracting.updated(ours, old, "bs", "django")
    assert fresh.get("Save it").string == "Sačuvajte"
    assert fresh.get("Save it").user_comments == ["allowed: nothing"]
    assert fresh.get("New") is not None
    assert fresh.get("Gone") is None


def test_extract_keeps_and_marks_overrides(old):
    fresh = extracting.updated(Catalog(), old, "bs", "django")
    assert fresh.get("Tuesday").string == "utorak ili tako nešto"
    assert fresh.get("Tuesday").auto_comments == ["override: django.conf"]
    assert {files.key_of(m) for m in files.messages_of(fresh)} >= upstream.required("bs", "django").keys()


@pytest.mark.parametrize("locale", files.LOCALES)
@pytest.mark.parametrize("domain", files.DOMAINS)
def test_writing_again_changes_nothing(locale, domain, tmp_path):
    """An extract changes only what changed: no dates, no line numbers, always the same order."""
    path = files.source_path(locale, domain)
    copy = tmp_path / "copy.po"
    assert files.write(files.read(path, locale), copy, locale)
    assert copy.read_text() == path.read_text()
    assert not files.write(files.read(copy, locale), copy, locale)
    assert "POT-Creation-Date" not in path.read_text()


def test_every_text_can_be_found() -> None:
    """What is handed over by a star stands in no catalogue, and is read in English on every page."""
    hidden = re.compile(r"gettext(_lazy)?\(\s*\*")
    found = [path for path in python_files() if "tests" not in path.parts and hidden.search(path.read_text())]
    assert not found
