"""The room for Django."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"

    def ready(self) -> None:
        from content.models import Entry  # noqa: PLC0415 - models exist only now
        from moderation.proposals import register  # noqa: PLC0415

        from .proposed import CommentEditor  # noqa: PLC0415

        register(Entry.Kind.COMMENT, CommentEditor())
