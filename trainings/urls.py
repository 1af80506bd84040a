from django.urls import path

from . import views

app_name = "trainings"
urlpatterns = [
    path("", views.index, name="index"),
    path("nova/", views.create, name="create"),
    path("kalendar/", views.months, name="months"),
    path("kalendar.ics", views.calendar, name="calendar"),
    path("<number:number>/uredi/", views.edit, name="edit"),
    path("<number:number>/otkazivanje/", views.cancel, name="cancel"),
    path("<number:number>/brisanje/", views.drop, name="drop"),
    path("<number:number>/obuka.ics", views.event, name="event"),
    path("<number:number>-<slug:slug>/", views.detail, name="detail"),
]
