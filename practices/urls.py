"""Addresses below /prakse/. A practice is reached by its number; the slug is for people."""

from django.urls import path

import ui.converters  # noqa: F401 - <number:…>

from . import views

app_name = "practices"
urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", views.feed, name="feed"),
    path("nova/", views.create, name="create"),
    path("moje/", views.mine, name="mine"),
    path("sacuvane/", views.saved, name="saved"),
    path("<number:number>/korisno/", views.useful, name="useful"),
    path("<number:number>/pracenje/", views.follow, name="follow"),
    path("<number:number>/cuvanje/", views.save, name="save"),
    path("<number:number>/uredi/<slug:word>/", views.edit, name="edit"),
    path("<number:number>/fotografije/", views.photos, name="photos"),
    path("<number:number>/fotografije/<number:photo>/uklanjanje/", views.remove_photo, name="remove_photo"),
    path("<number:number>/fotografije/<number:photo>/naprijed/", views.move_photo, name="move_photo"),
    path("<number:number>/datoteke/", views.attach, name="attach"),
    path("<number:number>/datoteke/<number:attachment>/uklanjanje/", views.detach, name="detach"),
    path("<number:number>/provjera/", views.check, name="check"),
    path("<number:number>/slanje/", views.submit, name="submit"),
    path("<number:number>/u-nacrt/", views.take_back, name="take_back"),
    path("<number:number>/primjena/", views.adopt, name="adopt"),
    path("<number:number>/radi/", views.still_works, name="still_works"),
    path("primjene/<number:number>/uredi/", views.edit_adoption, name="edit_adoption"),
    path("primjene/<number:number>/potvrda/", views.confirm_adoption, name="confirm_adoption"),
    path("primjene/<number:number>/povlacenje/", views.withdraw_adoption, name="withdraw_adoption"),
    path("<number:number>/povlacenje/", views.withdraw, name="withdraw"),
    path("<number:number>/vracanje/", views.bring_back, name="bring_back"),
    path("<number:number>-<slug:slug>/", views.detail, name="detail"),
    path("<number:number>-<slug:slug>/list/", views.sheet, name="sheet"),
]
