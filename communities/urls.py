"""Addresses of the directory, the map, and the pages of municipalities and local communities."""

from django.urls import path

from . import views

app_name = "communities"

urlpatterns = [
    path("", views.index, name="index"),
    path("karta/", views.map, name="map"),
    path("<slug:municipality>/", views.municipality, name="municipality"),
    path("<slug:municipality>/<slug:community>/", views.detail, name="detail"),
    path("<slug:municipality>/<slug:community>/za-stampu/", views.print_sheet, name="print_sheet"),
]
