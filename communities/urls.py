"""Addresses of the directory, the map, the pages of municipalities and local communities, claims of mandates."""

from django.urls import include, path

import ui.converters  # noqa: F401 - <number:…>

from . import views

app_name = "communities"

register = [
    path("", views.index, name="index"),
    path("karta/", views.map, name="map"),
    path("<slug:municipality>/", views.municipality, name="municipality"),
    path("<slug:municipality>/<slug:community>/", views.detail, name="detail"),
    path("<slug:municipality>/<slug:community>/za-stampu/", views.print_sheet, name="print_sheet"),
]

claims = [
    path("", views.claims, name="claims"),
    path("nova/", views.claim_new, name="claim_new"),
    path("mz/<number:community>/", views.claim, name="claim"),
    path("<number:number>/povlacenje/", views.withdraw_claim, name="withdraw_claim"),
    path("<number:number>/ime/", views.show_name, name="show_name"),
]

workspace = [
    path("", views.workspace, name="workspace"),
    path("mandati/<number:number>/", views.answer, name="answer"),
]

urlpatterns = [
    path("mjesne-zajednice/", include(register)),
    path("nalog/mandat/", include(claims)),
    path("koordinator/", include(workspace)),
]
