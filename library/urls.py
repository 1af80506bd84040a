from django.urls import path

from . import views

app_name = "library"
urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", views.feed, name="feed"),
    path("novi/", views.create, name="create"),
    path("promjene/", views.changes, name="changes"),
    path("<number:number>/uredi/", views.edit, name="edit"),
    path("<number:number>/brisanje/", views.drop, name="drop"),
    path("<number:number>/povlacenje/", views.withdraw, name="withdraw"),
    path("<number:number>/vracanje/", views.bring_back, name="bring_back"),
    path("<number:number>/stanje/", views.state, name="state"),
    path("<number:number>/pracenje/", views.follow, name="follow"),
    path("<number:number>/verzije/nova/", views.add_version, name="add_version"),
    path("<number:number>/verzije/<number:version>/", views.version, name="version"),
    path("<number:number>/verzije/<number:version>/uredi/", views.correct_version, name="correct_version"),
    path("<number:number>/veze/", views.touch, name="touch"),
    path("<number:number>/veze/<number:link>/uklanjanje/", views.untouch, name="untouch"),
    path("<number:number>/usvojili/", views.adopted, name="adopted"),
    path("<number:number>/usvojili/<number:link>/uklanjanje/", views.unadopt, name="unadopt"),
    path("<number:number>/pociva/", views.rest, name="rest"),
    path("<number:number>/pociva/<number:link>/uklanjanje/", views.unrest, name="unrest"),
    path("<number:number>/prilozi/", views.photos, name="photos"),
    path("<number:number>/prilozi/datoteka/", views.attach, name="attach"),
    path("<number:number>/prilozi/datoteka/<number:attachment>/uklanjanje/", views.detach, name="detach"),
    path("<number:number>/prilozi/<number:photo>/uklanjanje/", views.remove_photo, name="remove_photo"),
    path("<number:number>/prilozi/<number:photo>/naprijed/", views.move_photo, name="move_photo"),
    path("<number:number>-<slug:slug>/", views.detail, name="detail"),
]
