from django.urls import path

from . import views

app_name = "networks"
urlpatterns = [
    path("", views.index, name="index"),
    path("pozivnica/<str:key>/", views.accept, name="accept"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/uredi/", views.edit, name="edit"),
    path("<slug:slug>/program/", views.plan, name="plan"),
    path("<slug:slug>/clanovi/", views.members, name="members"),
    path("<slug:slug>/clanovi/<number:number>/uklanjanje/", views.remove, name="remove"),
    path("<slug:slug>/pristupanje/", views.join, name="join"),
    path("<slug:slug>/pristupanje/povlacenje/", views.withdraw, name="withdraw"),
    path("<slug:slug>/moji-podaci/", views.card, name="card"),
    path("<slug:slug>/izlazak/", views.leave, name="leave"),
    path("<slug:slug>/ljudi/", views.people, name="people"),
    path("<slug:slug>/zahtjevi/<number:number>/", views.answer, name="answer"),
    path("<slug:slug>/pozivnice/", views.invite, name="invite"),
    path("<slug:slug>/pozivnice/<number:number>/povlacenje/", views.withdraw_invitation, name="withdraw_invitation"),
]
