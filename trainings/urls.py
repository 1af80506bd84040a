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
    path("<number:number>/materijali/", views.materials, name="materials"),
    path("<number:number>/materijali/novi/", views.add_material, name="add_material"),
    path("<number:number>/materijali/<number:which>/", views.material, name="material"),
    path("<number:number>/materijali/<number:which>/uredi/", views.edit_material, name="edit_material"),
    path("<number:number>/materijali/<number:which>/naprijed/", views.move_material, name="move_material"),
    path("<number:number>/materijali/<number:which>/uklanjanje/", views.remove_material, name="remove_material"),
    path("<number:number>/obuka.ics", views.event, name="event"),
    path("<number:number>-<slug:slug>/", views.detail, name="detail"),
]
