"""Folded templates say, byte for byte, what Django would have said without folding."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.base import TextNode
from django.template.library import SimpleBlockNode
from django.test import Client
from django.utils.safestring import mark_safe
from django.utils.translation import override

from tests.communities.real_register import load_real_register
from text.languages import LANGUAGES
from ui.nodes import Wrapped

CODES = [language.code for language in LANGUAGES]
LIBRARIES = {
    "i18n": "django.templatetags.i18n",
    "static": "django.templatetags.static",
    "script": "text.templatetags.script",
    "ui": "ui.templatetags.ui",
}
PARTS = {
    "greeting.html": '{% load i18n %}{% translate "Menu" %} {{ name }}',
    "outer.html": '[{% include "greeting.html" %}]',
    "itself.html": '{{ depth }}{% if depth %}{% with depth=False %}{% include "itself.html" %}{% endwith %}{% endif %}',
    "cycle.html": '{% cycle "a" "b" %}',
    "sets.html": '{% load i18n %}{% translate "Menu" as word %}{{ word }}',
    "base.html": '{% load i18n %}<{% block a %}{% translate "Home" %}{% endblock %}|{% block b %}b{% endblock %}>',
    "in_block.html": "{% block a %}own{% endblock %}",
}
SNIPPETS = [
    '{% load i18n %}{% translate "Menu" %}',
    '{% load i18n %}{% translate "Menu" as word %}{{ word }}{{ word }}',
    '{% load i18n %}{% translate "Next" context "page" %}',
    "{% load i18n %}{% translate name %}",
    '{% load i18n %}{% translate "Menu" noop %}',
    '{% load i18n %}{{ _("Menu") }}{{ _("Menu")|upper }}',
    "{% load i18n %}{% blocktranslate %}100 % of {{ name }}{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate %}100 % of it{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate trimmed %}Date of the source: {{ year }}{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate trimmed with year=name %}Date of the source: {{ year }}{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate with name=markup %}MZ {{ name }}{% endblocktranslate %}{{ name }}",
    "{% load i18n %}{% blocktranslate count n=many %}{{ n }} MZ{% plural %}{{ n }} MZ{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate asvar text %}MZ {{ name }}{% endblocktranslate %}{{ text }}",
    "{% load i18n %}{% blocktranslate %}nobody knows {{ unknown }}{% endblocktranslate %}",
    '{% load i18n %}{% language "sr" %}{% translate "Menu" %}{% endlanguage %}{% translate "Menu" %}',
    '{% load i18n %}{% autoescape off %}{{ markup }}{% translate "Menu" %}{% endautoescape %}',
    '{% load static %}{% static "css/site.css" %}{% static path %}{% static "a.css" as it %}{{ it }}',
    '{% url "practices:useful" many %}{% url "practices:useful" many as it %}{{ it }}{% url "comments:create" many|add:1 %}',
    '{% url "practices:useful" name as gone %}<{{ gone }}>{% url "practices:useful" "22" %}',
    '{% url "about" %}{% url "communities:detail" slug "jelah" %}{% url "nowhere" as gone %}<{{ gone }}>',
    '{% load ui %}{% icon "search" %}{% icon name_of_icon size="s" %}{% icon "search" as drawn %}{{ drawn }}',
    '{% load i18n ui %}{% button _("Save") %}{% button _("Save") href=name %}{% tag _("unconfirmed") "warn" %}',
    '{% load i18n ui %}{% section _("Menu") first=True %}<p>text</p>{% endsection %}',
    '{% load i18n ui %}{% section _("Menu") %}{{ name }}{% endsection %}{% section name %}text{% endsection %}',
    '{% load i18n ui %}{% section _("Menu") id="x" %}{% translate "Home" as w %}{{ markup }}{% endsection %}{{ w }}',
    '{% load i18n ui %}{% notice "warn" title=_("Menu") %}{% if many %}<p>{{ name }}</p>{% endif %}{% endnotice %}',
    '{% load i18n ui %}{% autoescape off %}{% panel "<b>" %}{{ markup }}{% endpanel %}{% endautoescape %}',
    '{% load i18n ui %}{% fact _("Menu") "" note=_("Home") %}{% fact _("Menu") many %}{% fact name markup %}',
    "{% load ui %}{% fact name slug year=many %}{% button name href=path %}{{ name }}{{ label }}{% plate slug %}",
    "{{ many }}{{ none }}{{ several }}{{ nobody.at.all }}{{ name|upper }}{% autoescape off %}{{ name }}{% endautoescape %}",
    '{% include "greeting.html" %}{% include "outer.html" with name=markup %}{{ name }}',
    '{% include "greeting.html" with name="x" only %}{% include chosen %}{% include "./greeting.html" %}',
    '{% include "itself.html" with depth=True %}',
    '{% for i in several %}{% include "cycle.html" %}{% cycle "x" "y" %}{% endfor %}',
    '{% include "sets.html" %}<{{ word }}>',
    '{% extends "base.html" %}{% block a %}{% include "greeting.html" %}{{ block.super }}{% endblock %}',
    '{% extends chosen_base %}{% load i18n %}{% block b %}{% translate "Menu" %}{% endblock %}',
    '{% extends "base.html" %}{% block b %}{% include "in_block.html" %}{% endblock %}',
    '{% load i18n %}{% if many %}{% translate "Menu" %}{% elif name %}no{% else %}{% translate "Home" %}{% endif %}',
    '{% load i18n %}{% for i in none %}x{% empty %}{% translate "Home" %}{% endfor %}{# a comment #}',
    '{% load i18n %}{% with word=_("Menu") %}{{ word }}{% endwith %}{% filter upper %}{% translate "Menu" %}{% endfilter %}',
    "{% comment %}{% url 'about' %}{% endcomment %}{% verbatim %}{% url 'about' %}{% endverbatim %}",
]


def engine(loader: str, *, debug: bool = False, **templates: str) -> Engine:
    local = ("django.template.loaders.locmem.Loader", PARTS | templates)
    app = "django.template.loaders.filesystem.Loader"
    return Engine(
        loaders=[(loader, [local, app])], libraries=LIBRARIES, dirs=["templates"], debug=debug, string_if_invalid=""
    )


def context() -> Context:
    return Context(
        {
            "name": "<Žepče>",
            "markup": mark_safe("<b>Žepče</b>"),
            "slug": "tesanj",
            "many": 22,
            "several": [1, 2, 3],
            "path": "img/x.svg",
            "name_of_icon": "map",
            "chosen": "greeting.html",
            "chosen_base": "base.html",
        }
    )


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_says_the_same(snippet: str) -> None:
    folding = engine("ui.folding.Loader", page=snippet)
    plain = engine("django.template.loaders.cached.Loader", page=snippet)
    for _time in range(2):  # as compiled, and again from memory
        for code in CODES:
            with override(code):
                wanted = plain.get_template("page").render(context())
                assert folding.get_template("page").render(context()) == wanted
                assert wanted


def test_each_language_has_its_own() -> None:
    folding = engine("ui.folding.Loader", page='{% load i18n %}{% translate "Local communities" %}')
    words = set()
    for code in ("bs", "en", "sr"):
        with override(code):
            words.add(folding.get_template("page").render(Context()))
    assert len(words) == 3


def nodes_of(text: str) -> list[object]:
    with override("bs"):
        return list(engine("ui.folding.Loader", page=text).get_template("page").nodelist)


@pytest.mark.parametrize(
    "constant",
    [
        '{% load i18n ui %}<p>{% translate "Menu" %}</p>{% icon "search" %}{# #}',
        '{% load i18n ui %}{% section _("Menu") %}<p>{% translate "Menu" %}</p>{% endsection %}{% url "about" %}',
        '<{% include "layout/brand.html" %}>{% load i18n %}{% blocktranslate %}100 % of it{% endblocktranslate %}',
    ],
)
def test_what_never_changes_is_one_text(constant: str) -> None:
    (node,) = nodes_of(constant)
    assert isinstance(node, TextNode)


def test_a_constant_block_tag_is_text_around_its_content() -> None:
    (node,) = nodes_of('{% load i18n ui %}{% section _("Menu") %}{{ name }}{% endsection %}')
    assert isinstance(node, Wrapped)
    (kept,) = nodes_of("{% load i18n ui %}{% section name %}{{ name }}{% endsection %}")
    assert isinstance(kept, SimpleBlockNode)


def test_what_changes_stays() -> None:
    assert len(nodes_of("a{{ name }}b{% url 'communities:detail' name name %}")) == 4


def test_an_address_that_does_not_exist_fails_when_it_is_asked_for() -> None:
    folding = engine("ui.folding.Loader", page='{% if name %}{% url "nowhere" %}{% endif %}')
    assert folding.get_template("page").render(Context()) == ""
    with pytest.raises(Exception, match="nowhere"):
        folding.get_template("page").render(Context({"name": "x"}))


def test_a_part_that_does_not_exist_fails_when_it_is_asked_for() -> None:
    folding = engine("ui.folding.Loader", page='{% if name %}{% include "nothing.html" %}{% endif %}')
    assert folding.get_template("page").render(Context()) == ""
    with pytest.raises(TemplateDoesNotExist, match=r"nothing\.html"):
        folding.get_template("page").render(Context({"name": "x"}))


def test_templates_that_are_debugged_stay_as_written() -> None:
    debugged = engine("ui.folding.Loader", debug=True, page='{% load i18n %}{% translate "Menu" %}')
    assert not any(isinstance(node, TextNode) for node in debugged.get_template("page").nodelist)


def test_threads_that_compile_at_once() -> None:
    folding = engine("ui.folding.Loader", page='{% include "outer.html" %}{% include "itself.html" %}' * 30)

    def draw(number: int) -> str:
        with override(CODES[number % 5]):
            return folding.get_template("page").render(context())

    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(draw, range(80)))
    assert all(drawn[number] == drawn[number % 5] for number in range(80))


@pytest.mark.django_db
def test_pages_are_the_same_bytes(client: Client, settings) -> None:
    load_real_register()
    paths = [
        "/",
        "/mjesne-zajednice/",
        "/mjesne-zajednice/?q=jelah",
        "/mjesne-zajednice/tesanj/",
        "/prijava/",
        "/dizajn/",
    ]
    addresses = [path if code == "bs" else f"/{code}{path}" for path in paths for code in ("bs", "en", "sr")]
    folded = {address: stable(client.get(address).content) for address in addresses}
    (backend,) = settings.TEMPLATES
    loaders = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
    settings.TEMPLATES = [backend | {"OPTIONS": backend["OPTIONS"] | {"loaders": loaders}}]
    assert {address: stable(client.get(address).content) for address in addresses} == folded


def stable(page: bytes) -> bytes:
    """Without the token that every form gets anew."""
    before, *forms = page.split(b'name="csrfmiddlewaretoken"')
    return before + b"".join(form.partition(b">")[2] for form in forms)
