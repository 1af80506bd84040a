"""The collected practices, and the themes that a transactional test may have emptied."""

from importlib import import_module

from django.apps import apps
from django.conf import settings

from content.models import Entry, EntryPlace, Theme
from moderation.models import Decision, Reason
from practices.importing import load
from practices.models import CostPart, Practice, Step
from tests.copies import Copies, begin_again

PRACTICES = settings.BASE_DIR / "practices" / "data" / "practices.json"
# Decisions come first: without them the database takes nothing that is published.
_practices = Copies(
    lambda: load(PRACTICES), lambda: [Decision, Entry, Practice, EntryPlace, Entry.themes.through, Step, CostPart]
)


def load_themes() -> None:
    """Themes and ready reasons, as the migrations add them, with the numbers that they had then."""
    for model, migration in ((Theme, "content.migrations.0002_themes"), (Reason, "moderation.migrations.0002_reasons")):
        if not model.objects.exists():
            begin_again(model._meta.db_table)
            import_module(migration).add(apps, None)


def load_practices() -> None:
    """The 112 collected practices, into an empty database with the real register."""
    load_themes()
    _practices.load()
