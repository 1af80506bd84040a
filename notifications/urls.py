"""One's own notifications and choices of mail; the developers' mailbox, which answers on a sample site alone."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("nalog/obavjestenja/", views.index, name="index"),
    path("nalog/obavjestenja/procitano/", views.mark_all_read, name="mark_all_read"),
    path("nalog/obavjestenja/<int:number>/procitano/", views.mark_read, name="mark_read"),
    path("nalog/obavjestenja/postavke/", views.preferences, name="preferences"),
    path("nalog/obavjestenja/odjava/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("razvoj/posta/", views.mailbox, name="mailbox"),
    path("razvoj/posta/<uuid:number>/", views.mail, name="mail"),
]
