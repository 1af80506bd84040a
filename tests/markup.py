"""Reading pages in tests: their text, and whether their HTML is valid."""

import re
from html import unescape

import html5lib
from django.http import HttpResponse


def text_of(response: HttpResponse) -> str:
    """What a reader sees of `main`, white space folded."""
    page = response.content.decode()
    main = page[page.find("<main") : page.find("</main>")]
    words = re.sub(r"</?(?:a|b|small)\b[^>]*>", "", main)  # they stand inside a sentence
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", words)).split())


def valid(response: HttpResponse) -> None:
    """Fails on the first error of the HTML parser, and on an id that occurs twice."""
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    ids = re.findall(r'\sid="([^"]+)"', response.content.decode())
    assert len(ids) == len(set(ids)), sorted(name for name in ids if ids.count(name) > 1)
