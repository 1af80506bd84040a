"""The room for Django."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"

    def ready(self) -> None:
        from content.models import Entry  # noqa: PLC0415 - models exist only now
        from moderation.proposals import register  # noqa: PLC0415

        from .proposed import PracticeEditor  # noqa: PLC0415
        from .writing.adoption import AdoptionEditor  # noqa: PLC0415

        register(Entry.Kind.PRACTICE, PracticeEditor())
        register(Entry.Kind.ADOPTION, AdoptionEditor())
