from django.urls import path

from . import views

app_name = "news"
urlpatterns = [
    path("vijesti/", views.index, name="index"),
    path("vijesti/feed.atom", views.feed, name="feed"),
    path("vijesti/nova/", views.create, name="create"),
    path("vijesti/cekaju/", views.waiting, name="waiting"),
    path("vijesti/<number:number>/uredi/", views.edit, name="edit"),
    path("vijesti/<number:number>/brisanje/", views.drop, name="drop"),
    path("vijesti/<number:number>/povlacenje/", views.withdraw, name="withdraw"),
    path("vijesti/<number:number>/povratak/", views.bring_back, name="bring_back"),
    path("vijesti/<number:number>/u-nacrt/", views.take_back, name="take_back"),
    path("vijesti/<number:number>/objava/", views.publish, name="publish"),
    path("vijesti/<number:number>/vracanje/", views.send_back, name="send_back"),
    path("vijesti/<number:number>/isticanje/", views.pin, name="pin"),
    path("vijesti/<number:number>/isticanje/kraj/", views.unpin, name="unpin"),
    path("vijesti/<number:number>/prilozi/", views.photos, name="photos"),
    path("vijesti/<number:number>/prilozi/datoteka/", views.attach, name="attach"),
    path("vijesti/<number:number>/prilozi/datoteka/<number:attachment>/uklanjanje/", views.detach, name="detach"),
    path("vijesti/<number:number>/prilozi/<number:photo>/uklanjanje/", views.remove_photo, name="remove_photo"),
    path("vijesti/<number:number>/prilozi/<number:photo>/naprijed/", views.move_photo, name="move_photo"),
    path("vijesti/<number:number>-<slug:slug>/", views.detail, name="detail"),
    path("vijesti/<number:number>-<slug:slug>/list/", views.sheet, name="sheet"),
]
