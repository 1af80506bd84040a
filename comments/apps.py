"""The room for Django."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"
