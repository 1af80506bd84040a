"""Fills a scratch database with things to find: practices, questions with answers, communities, and their documents.

Run as `python -m benchmarks.seed_search ROWS`. The rows come from the other seeds, with triggers off; the documents are
made here by the function that the triggers call, and the command that finds stale ones looks at them at the end.
"""

import sys

import django
from django.core.management import call_command
from django.db import connection

PARTS = {"practice": 0.45, "question": 0.45}  # of all; the rest is the register


def seed(rows: int) -> None:
    """Brings the number of documents to about `rows`."""
    from search import recent
    from search.kinds import KINDS
    from search.vocabulary import recount

    from .seed import make_documents
    from .seed import seed as seed_register
    from .seed_forums import seed as seed_questions
    from .seed_practices import seed as seed_practices

    seed_practices(int(rows * PARTS["practice"]))
    seed_questions(int(rows * PARTS["question"]))
    seed_register(rows // 10)
    make_documents("practice")
    recount()
    recent.mark()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    assert KINDS.keys() >= PARTS.keys()
    call_command("search_rebuild", "--check")


if __name__ == "__main__":
    django.setup()
    seed(int(sys.argv[1]))
