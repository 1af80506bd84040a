"""Addresses below /statistika/."""

from django.urls import path

from . import views

app_name = "insights"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:key>.csv", views.table, name="table"),
]
