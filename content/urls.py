"""Files that belong to entries, each behind the permission of its entry."""

from django.urls import path

import ui.converters  # noqa: F401 - <number:…>

from . import views

app_name = "content"
urlpatterns = [
    path("nacrt/", views.draft, name="draft"),
    path("datoteke/<number:number>/", views.attachment, name="attachment"),
    path("fotografije/<number:number>-<number:width>.<slug:extension>", views.photo, name="photo"),
]
