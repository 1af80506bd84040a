from django.urls import path

from . import views

app_name = "lessons"
urlpatterns = [
    path("", views.index, name="index"),
    path("nova/", views.create, name="create"),
    path("<number:number>/uredi/", views.edit, name="edit"),
    path("<number:number>/brisanje/", views.drop, name="drop"),
    path("<number:number>/povlacenje/", views.withdraw, name="withdraw"),
    path("<number:number>/vracanje/", views.bring_back, name="bring_back"),
    path("<number:number>/kviz/", views.quiz, name="quiz"),
    path("<number:number>/kviz/uredi/", views.edit_quiz, name="edit_quiz"),
    path("<number:number>/procitano/", views.mark_read, name="mark_read"),
    path("<number:number>/prilozi/", views.photos, name="photos"),
    path("<number:number>/prilozi/datoteka/", views.attach, name="attach"),
    path("<number:number>/prilozi/datoteka/<number:attachment>/uklanjanje/", views.detach, name="detach"),
    path("<number:number>/prilozi/<number:photo>/uklanjanje/", views.remove_photo, name="remove_photo"),
    path("<number:number>/prilozi/<number:photo>/naprijed/", views.move_photo, name="move_photo"),
    path("<number:number>-<slug:slug>/", views.detail, name="detail"),
]
