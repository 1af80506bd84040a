"""The room for Django."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"

    def ready(self) -> None:
        """The page of a training shows its lessons; that room does not know this one."""
        from trainings.beside import show  # noqa: PLC0415 - models exist only now

        from .readings import links, of_a_training  # noqa: PLC0415

        show("lesson_rows", of_a_training, links)
