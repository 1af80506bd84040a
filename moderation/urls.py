"""The moderators' desk, reports by anyone, and the public counts of decisions."""

from django.urls import path

import ui.converters  # noqa: F401 - <number:…>

from . import views

app_name = "moderation"
urlpatterns = [
    path("moderacija/", views.queue, name="queue"),
    path("moderacija/<number:number>/", views.entry, name="entry"),
    path("moderacija/<number:number>/pregled/", views.take_look, name="take_look"),
    path("moderacija/<number:number>/proslijedi/", views.pass_on, name="pass_on"),
    path("moderacija/<number:number>/izmjena/<number:proposal>/<slug:move>/", views.answer, name="answer"),
    path("moderacija/<number:number>/<slug:move>/", views.decide, name="decide"),
    path("prijava-sadrzaja/<number:number>/", views.report, name="report"),
    path("pravila/odluke/", views.counts, name="counts"),
]
