"""Addresses below /pitanja/. A question is reached by its number; the slug is for people."""

from django.urls import path

import ui.converters  # noqa: F401 - <number:…>

from . import views

app_name = "forums"
urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", views.feed, name="feed"),
    path("novo/", views.create, name="create"),
    path("cekaju/", views.waiting, name="waiting"),
    path("teme/", views.themes, name="themes"),
    path("moja/", views.mine, name="mine"),
    path("<number:number>/uredi/", views.edit, name="edit"),
    path("<number:number>/pracenje/", views.follow, name="follow"),
    path("<number:number>/odgovor/", views.answer, name="answer"),
    path("<number:number>/prilozi/", views.photos, name="photos"),
    path("<number:number>/prilozi/datoteka/", views.attach, name="attach"),
    path("<number:number>/prilozi/datoteka/<number:attachment>/uklanjanje/", views.detach, name="detach"),
    path("<number:number>/prilozi/<number:photo>/uklanjanje/", views.remove_photo, name="remove_photo"),
    path("<number:number>/prilozi/<number:photo>/naprijed/", views.move_photo, name="move_photo"),
    path("<number:number>/zatvaranje/", views.close, name="close"),
    path("<number:number>/otvaranje/", views.reopen, name="reopen"),
    path("<number:number>/spajanje/", views.merge, name="merge"),
    path("<number:number>/povlacenje/", views.withdraw, name="withdraw"),
    path("<number:number>/vracanje/", views.bring_back, name="bring_back"),
    path("odgovori/<number:number>/uredi/", views.edit_answer, name="edit_answer"),
    path("odgovori/<number:number>/korisno/", views.useful, name="useful"),
    path("odgovori/<number:number>/pomogao/", views.accept, name="accept"),
    path("odgovori/<number:number>/potvrda/", views.confirm, name="confirm"),
    path("odgovori/<number:number>/provjera/", views.check, name="check"),
    path("odgovori/<number:number>/premjestanje/", views.move, name="move"),
    path("<number:number>/stalni-odgovor/", views.make_standing, name="make_standing"),
    path("cesta/", views.standings, name="standings"),
    path("cesta/<number:number>-<slug:slug>/", views.standing, name="standing"),
    path("cesta/<number:number>/uredi/", views.edit_standing, name="edit_standing"),
    path("cesta/<number:number>/provjera/", views.check_standing, name="check_standing"),
    path("cesta/<number:number>/korisno/", views.useful_standing, name="useful_standing"),
    path("<number:number>-<slug:slug>/", views.detail, name="detail"),
]
