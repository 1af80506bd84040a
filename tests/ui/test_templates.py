"""What the Content-Security-Policy would refuse, and what grows too long, in every template of the site."""

import re

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR / "templates"
PAGES = [path for path in sorted(ROOT.rglob("*.html")) if "email" not in path.relative_to(ROOT).parts]


PLACES = {"hero-t", "find-form", "list"}


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_nothing_inline(path):
    text = re.sub(r"{%.*?%}", "", path.read_text())  # style="ghost" of a button is an argument of ours
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", text)
    assert "javascript:" not in text
    assert "|safe" not in text


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_at_most_150_lines(path):
    assert len(path.read_text().splitlines()) <= 150


def test_every_class_of_a_template_is_styled_or_known():
    """A class without a rule is a slip of the pen; these few only mark a place."""
    folder = settings.DATA_DIR / "static-src" / "css"
    css = (folder / "site.css").read_text() + (folder / "desk.css").read_text()
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r'"[^"]*"', "", css)))
    used: dict[str, str] = {}
    for path in PAGES:
        if "admin" in path.relative_to(ROOT).parts:
            continue  # the admin has a style sheet of its own
        text = re.sub(r"{%.*?%}|{{.*?}}", "?", path.read_text())
        for value in re.findall(r'class="([^"]*)"', text):
            used |= {word: name(path) for word in value.split() if "?" not in word}
    assert {word: path for word, path in used.items() if word not in styled | PLACES} == {}
