"""The collected practices, made once a run."""

from django.conf import settings

from content.models import Entry, EntryPlace
from moderation.models import Decision
from practices.importing import load
from practices.models import CostPart, Practice, Step
from tests.copies import Copies

PRACTICES = settings.BASE_DIR / "practices" / "data" / "practices.json"
# Decisions come first: without them the database takes nothing that is published.
_practices = Copies(
    lambda: load(PRACTICES), lambda: [Decision, Entry, Practice, EntryPlace, Entry.themes.through, Step, CostPart]
)


def load_practices() -> None:
    """The 112 collected practices, into an empty database with the real register."""
    _practices.load()
