"""How PostgreSQL answers the main queries of search and advice, as Markdown: what `docs/plans.md` keeps.

Run as `./dev bench search --explain --rows 300000`, which seeds the database and prints this instead of measuring.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from search import words  # noqa: E402
from search.finding import Finding, nearest  # noqa: E402
from search.query import parsed  # noqa: E402
from search.suggesting import suggested  # noqa: E402

SHOWN = re.compile(r"search_document|forums_question|forums_answer|content_entryplace")
LEFT_OUT = re.compile(r"Buffers:|Storage:|Planning:|Batches:|Index Searches:")
WIDTH = 150  # characters of a line


def explaining(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Prints the plan of a query of ours before it runs."""
    if SHOWN.search(sql) and not sql.startswith("EXPLAIN"):
        with connection.connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY OFF) {sql}", params)
            lines = [row[0][:WIDTH] for row in cursor.fetchall() if not LEFT_OUT.search(row[0])]
        print("\n".join(lines) + "\n")
    return execute(sql, params, many, context)


def show(name: str, act: Callable[[], Any]) -> None:
    """What the second run asks for: the first fills what a process holds."""
    act()
    print(f"## {name}\n\n```")
    with connection.execute_wrapper(explaining):
        act()
    print("```\n")


def main() -> None:
    look, nobody = words.current(), AnonymousUser()
    client = Client(headers={"host": "localhost"})
    for name, typed in (
        ("A rare word", "defibrilator"),
        ("A frequent word", "vodovod"),
        ("A word that one meets everywhere", "zajednica"),
        ("A phrase", '"dom kulture"'),
        ("A whole sentence", "ko mora pisati zapisnik i gdje se objavljuje"),
    ):
        show(f"{name}: {typed}", lambda typed=typed: Finding(parsed(typed, look), nobody).page(1))  # type: ignore[misc]
    show("Suggestions: vodo", lambda: suggested("vodo", nobody))
    show("Similar questions", lambda: nearest("Ko vodi zapisnik na zboru građana", "question", 8))
    show("Questions of a municipality", lambda: client.get("/pitanja/?jls=tesanj"))
    show("Questions of a theme", lambda: client.get("/pitanja/?tema=propisi"))


if __name__ == "__main__":
    main()
