"""The collected practices, made once a run."""

from django.conf import settings

from practices.importing import load
from tests.copies import Copies

PRACTICES = settings.BASE_DIR / "practices" / "data" / "practices.json"
_practices = Copies(lambda: load(PRACTICES))


def load_practices() -> None:
    """The 112 collected practices, into an empty database with the real register."""
    _practices.load()
