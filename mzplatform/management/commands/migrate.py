"""Django's `migrate`, in a third of its time, followed by the grants: a new table must not wait for somebody to
remember them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as DjangoCommand
from django.db.migrations.state import ProjectState


class Command(DjangoCommand):
    """As Django's; with DATABASE_APPLICATION_ROLE set, that role can use every table afterwards."""

    def handle(self, *args: Any, **options: Any) -> None:
        with changed_models_alone():
            super().handle(*args, **options)
        reports_only = options["plan"] or options["check_unapplied"]
        if settings.DATABASE_APPLICATION_ROLE and not reports_only:
            call_command("grants", verbosity=0)


@contextmanager
def changed_models_alone() -> Iterator[None]:
    """Where a change concerns one model (an index, a constraint, a trigger, a plain field), only that one is made anew.

    Django makes its neighbours anew too, twenty-five classes for each of our triggers, and that was nearly all of what
    migrating an empty database took. It says itself of such a change that others may hold the old class until somebody
    looks (`delay`): before code of a migration runs, all of them are made anew.
    """
    whole = ProjectState._find_reload_model  # type: ignore[attr-defined]

    def alone(state: Any, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        if not delay:
            return set(whole(state, app_label, model_name))
        state.is_delayed = True
        return {(app_label, model_name)}

    ProjectState._find_reload_model = alone  # type: ignore[attr-defined]
    try:
        yield
    finally:
        ProjectState._find_reload_model = whole  # type: ignore[attr-defined]
