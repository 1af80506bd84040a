"""In a process of its own: which addresses to measure, and how many queries each page makes uncached."""

import json
import sys

import django
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext


def addresses() -> dict[str, str]:
    """A typical community and its municipality: the real profile with the most figures."""
    from register.models import Community

    community = Community.objects.with_places().annotate(known=Count("figures")).order_by("-known", "pk").first()
    assert community is not None
    return {"municipality": community.municipality.get_absolute_url(), "community": community.get_absolute_url()}


def count() -> dict[str, int]:
    """Queries of each page in a process that has already answered it once (per-process caches are warm)."""
    from .__main__ import pages

    client, found = Client(headers={"host": "localhost"}), {}
    for page in pages(**addresses()):
        if not page.cached:
            client.get(page.path)
            with CaptureQueriesContext(connection) as queries:
                client.get(page.path)
            found[page.name] = len(queries)
    return found


if __name__ == "__main__":
    import os

    os.environ["PAGE_CACHE"] = "0"
    django.setup()
    print(json.dumps({"addresses": addresses, "count": count}[sys.argv[1]]()))
