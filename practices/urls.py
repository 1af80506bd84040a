"""Addresses below /prakse/. A practice is reached by its number; the slug is for people."""

from django.urls import path

import ui.converters  # noqa: F401 - <number:…>

from . import views

app_name = "practices"
urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", views.feed, name="feed"),
    path("<number:number>-<slug:slug>/", views.detail, name="detail"),
    path("<number:number>-<slug:slug>/list/", views.sheet, name="sheet"),
]
