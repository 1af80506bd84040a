"""The room for Django."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "forums"

    def ready(self) -> None:
        from content.models import Entry  # noqa: PLC0415 - models exist only now
        from moderation.proposals import register  # noqa: PLC0415

        from .proposed import AnswerEditor, QuestionEditor  # noqa: PLC0415

        register(Entry.Kind.QUESTION, QuestionEditor())
        register(Entry.Kind.ANSWER, AnswerEditor())
