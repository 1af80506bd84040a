from django.urls import include, path

from . import views

app_name = "trainings"
trainings = [
    path("", views.index, name="index"),
    path("nova/", views.create, name="create"),
    path("kalendar/", views.months, name="months"),
    path("kalendar.ics", views.calendar, name="calendar"),
    path("moje/", views.mine, name="mine"),
    path("moje/kalendar/", views.feed_settings, name="feed_settings"),
    path("moje/<str:key>.ics", views.feed, name="feed"),
    path("prijave/<number:number>/", views.own, name="own"),
    path("prijave/<number:number>/uklanjanje/", views.remove, name="remove"),
    path("prijave/<number:number>/kviz/", views.own_quiz, name="own_quiz"),
    path("prijave/<str:key>/", views.guest, name="guest"),
    path("prijave/<str:key>/potvrda.pdf", views.guest_paper, name="guest_paper"),
    path("potvrde/<number:number>/potvrda.pdf", views.paper, name="paper"),
    path("potvrde/<number:number>/opoziv/", views.revoke, name="revoke"),
    path("potvrde/<number:number>/nova/", views.reissue, name="reissue"),
    path("<number:number>/potvrde/", views.certificates, name="certificates"),
    path("prijave/<str:key>/kviz/", views.guest_quiz, name="guest_quiz"),
    path("<number:number>/prijava/", views.sign_up, name="sign_up"),
    path("<number:number>/prijava/grupa/", views.bring, name="bring"),
    path("<number:number>/prijave/", views.people, name="people"),
    path("<number:number>/prijave/pravila/", views.rules, name="rules"),
    path("<number:number>/prijave/nova/", views.add, name="add"),
    path("<number:number>/prijave/poruka/", views.write, name="write"),
    path("<number:number>/prijave/prijave.xlsx", views.table, name="table"),
    path("<number:number>/kviz/", views.quiz, name="quiz"),
    path("<number:number>/kviz/uredi/", views.edit_quiz, name="edit_quiz"),
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
urlpatterns = [
    path("obuke/", include(trainings)),
    path("potvrde/", views.check, name="check"),
    path("potvrde/<str:code>/", views.certificate, name="certificate"),
]
