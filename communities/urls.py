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
    path("<number:number>/kraj/", views.end_mandate, name="end_mandate"),
]

workspace = [
    path("", views.workspace, name="workspace"),
    path("mandati/<number:number>/", views.answer, name="answer"),
    path("nova-mz/", views.add, name="add"),
    path("mz/<number:number>/", views.record, name="record"),
    path("mz/<number:number>/podaci/", views.edit_facts, name="edit_facts"),
    path("mz/<number:number>/kontakti/", views.edit_contacts, name="edit_contacts"),
    path("mz/<number:number>/brojke/<slug:code>/", views.edit_figure, name="edit_figure"),
    path("mz/<number:number>/vazi/", views.still_valid, name="still_valid"),
    path("mz/<number:number>/naziv/", views.rename, name="rename"),
    path("mz/<number:number>/zatvaranje/", views.close, name="close"),
]

urlpatterns = [
    path("mjesne-zajednice/", include(register)),
    path("nalog/mandat/", include(claims)),
    path("koordinator/", include(workspace)),
]
