"""Addresses below /pretraga/."""

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("bez-rezultata/", views.in_vain, name="misses"),
    path("prijedlozi/", views.suggestions, name="suggestions"),
]
