from django.apps import AppConfig


class TextConfig(AppConfig):
    """No models; installed for its migration, its formats and its middleware."""

    name = "text"
    label = "text"
