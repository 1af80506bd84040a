"""Addresses of comments: below /komentari/, the number is that of the comment or of what is commented on."""

from django.urls import path

import ui.converters  # noqa: F401 - <number:…>

from . import views

app_name = "comments"
urlpatterns = [
    path("<number:number>/novi/", views.create, name="create"),
    path("<number:number>/uredi/", views.edit, name="edit"),
    path("<number:number>/povlacenje/", views.withdraw, name="withdraw"),
    path("<number:number>/vracanje/", views.bring_back, name="bring_back"),
]
