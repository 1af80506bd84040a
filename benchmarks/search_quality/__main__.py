"""How well the search finds, on the site as `./dev run` fills it: success at 1 and at 5, and MRR, whole and by class.

A query succeeds at n if one of the things that answer it is among the first n. `own.json` was known while the search was
tuned; half of it was held out at first, by somebody who had not seen the code. `heldout.json` was written by another who had
not seen it; nothing was tuned on it, and whoever does so moves it to `own.json` and has a new one written.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402

from forums.models import Question, Standing  # noqa: E402
from practices.models import Practice  # noqa: E402
from register.models import Community, Municipality  # noqa: E402
from search import words  # noqa: E402
from search.finding import Finding  # noqa: E402
from search.query import parsed  # noqa: E402
from search.vocabulary import recount  # noqa: E402

HERE = Path(__file__).parent
HALVES = ("own", "heldout")


def names() -> dict[tuple[str, int], set[str]]:
    """Of each document what the files call it. A standing answer is what came of its questions, and counts as these."""
    known: dict[tuple[str, int], set[str]] = defaultdict(set)
    for pk, key in Question.objects.exclude(key=None).values_list("pk", "key"):
        known["question", pk].add(f"question:{key}")
    for pk, key in Practice.objects.exclude(key=None).values_list("pk", "key"):
        known["practice", pk].add(f"practice:{key}")
    for standing, key in Standing.objects.values_list("pk", "thread__key"):
        known["standing", standing].add(f"question:{key}")
    for pk, slug in Municipality.objects.values_list("pk", "slug"):
        known["municipality", pk].add(f"municipality:{slug}")
    for pk, slug, municipality in Community.objects.values_list("pk", "slug", "municipality__slug"):
        known["community", pk].add(f"community:{municipality}/{slug}")
    return known


def place_of(judged: dict[str, Any], known: dict[tuple[str, int], set[str]]) -> int:
    """At which place the first right one stands; 0 where none is on the first page."""
    found = Finding(parsed(judged["query"], words.current()), AnonymousUser()).page(1)
    for place, document in enumerate(found.documents, 1):
        if known[document.kind, document.source] & set(judged["finds"]):
            return place
    return 0


def line(name: str, places: list[int]) -> str:
    """One line of the table."""
    number = len(places)
    first, five = (sum(0 < place <= most for place in places) / number for most in (1, 5))
    return f"{name:24}{number:>4}{first:>8.2f}{five:>8.2f}{sum(1 / place for place in places if place) / number:>8.2f}"


def main(show: bool) -> None:
    recount()
    words.forget()
    known = names()
    for half in HALVES:
        if not (file := HERE / f"{half}.json").exists():
            continue
        places: dict[str, list[int]] = defaultdict(list)
        missed = []
        for judged in json.loads(file.read_text()):
            unknown = set(judged["finds"]) - set().union(*known.values())
            assert not unknown, unknown
            place = place_of(judged, known)
            places[judged["class"]].append(place)
            if place != 1:
                missed.append(f"   {place or '-':>3}  {judged['query']}")
        print(f"\n{half:24}{'':>4}{'at 1':>8}{'at 5':>8}{'MRR':>8}")
        for name, of_class in places.items():
            print(line(name, of_class))
        print(line("whole", [place for of_class in places.values() for place in of_class]))
        if show and half == "own":
            print("\n".join(missed))


if __name__ == "__main__":
    main("--show" in sys.argv)
