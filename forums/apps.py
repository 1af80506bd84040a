"""The room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "forums"
    verbose_name = _("Questions and answers")

    def ready(self) -> None:
        from content.models import Entry  # noqa: PLC0415 - models exist only now
        from moderation.proposals import register  # noqa: PLC0415

        from .proposed import AnswerEditor, QuestionEditor, StandingEditor  # noqa: PLC0415

        register(Entry.Kind.QUESTION, QuestionEditor())
        register(Entry.Kind.ANSWER, AnswerEditor())
        register(Entry.Kind.STANDING, StandingEditor())
