"""The developers' mailbox; it answers on a sample site alone."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("razvoj/posta/", views.mailbox, name="mailbox"),
    path("razvoj/posta/<uuid:number>/", views.mail, name="mail"),
]
