"""The collected practices, and the themes that a transactional test may have emptied."""

from importlib import import_module

from django.apps import apps
from django.conf import settings

from content.models import Theme
from moderation.models import Reason

PRACTICES = settings.BASE_DIR / "practices" / "data" / "practices.json"


def load_themes() -> None:
    """Themes and ready reasons, as the migrations add them."""
    if not Theme.objects.exists():
        import_module("content.migrations.0002_themes").add(apps, None)
    if not Reason.objects.exists():
        import_module("moderation.migrations.0002_reasons").add(apps, None)
