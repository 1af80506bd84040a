"""/zdravlje/: whether this site can do its work. For monitoring; says nothing that a stranger must not know."""

import shutil
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

LEAST_FREE = 100_000_000  # bytes; PostgreSQL and uploads need room


@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when all is well, else 503. Reads two small things, so it may be asked every few seconds."""
    parts = {"database": "ok", "migrations": "ok", "disk": "ok" if disk_has_room() else "full"}
    try:
        missing = unapplied()
    except Error:
        parts |= {"database": "unreachable", "migrations": "unknown"}
    else:
        if missing:
            parts["migrations"] = f"{missing} unapplied"
    well = all(state == "ok" for state in parts.values())
    response = JsonResponse({"status": "ok" if well else "failing", **parts}, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


def unapplied() -> int:
    """How many migrations of this release the database does not have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return len(known_migrations() - set(cursor.fetchall()))


@lru_cache(maxsize=1)
def known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations of this release; reading them takes a moment and they do not change while we run."""
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return frozenset(loader.disk_migrations) - replaced


def disk_has_room() -> bool:
    """Whether the disk of the data folder has room left, and that of the uploads, which may be another."""
    media = Path(settings.MEDIA_ROOT)
    folders = [settings.DATA_DIR, *([media] if media.is_dir() else [])]  # the first upload makes it
    try:
        return all(shutil.disk_usage(folder).free >= LEAST_FREE for folder in folders)
    except OSError:
        return False
