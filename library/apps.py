"""The room for Django."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
