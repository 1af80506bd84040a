"""The room for Django."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
