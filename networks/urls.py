"""Addresses below /mreze/. A meeting and a conclusion are reached by their number; the words are for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

import ui.converters  # noqa: F401 - <number:…>

from . import views

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

app_name = "networks"

minutes = [
    path("", views.minutes, name="minutes"),
    path("uredi/", views.write_minutes, name="write_minutes"),
    path("primjedbe/", views.open_minutes, name="open_minutes"),
    path("primjedba/", views.remark, name="remark"),
    path("primjedbe/<number:remark>/", views.answer_remark, name="answer_remark"),
    path("usvajanje/", views.adopt_minutes, name="adopt_minutes"),
    path("<number:version>/objava/", views.publish_minutes, name="publish_minutes"),
    path("<number:version>.<slug:form>", views.minutes_paper, name="minutes_paper"),
]
meeting: list[URLPattern | URLResolver] = [
    path("uredi/", views.change_meeting, name="change_meeting"),
    path("otkazivanje/", views.cancel_meeting, name="cancel_meeting"),
    path("povlacenje/", views.withdraw_meeting, name="withdraw_meeting"),
    path("vracanje/", views.bring_back_meeting, name="bring_back_meeting"),
    path("dolazak/", views.come, name="come"),
    path("prisustvo/", views.attendance, name="attendance"),
    path("kalendar.ics", views.meeting_calendar, name="meeting_calendar"),
    path("zakljucci/novi/", views.conclude, name="conclude"),
    path("zakljucci.<slug:form>", views.conclusions_paper, name="conclusions_paper"),
    path("zapisnik/", include(minutes)),
]
network: list[URLPattern | URLResolver] = [
    path("", views.detail, name="detail"),
    path("uredi/", views.edit, name="edit"),
    path("program/", views.plan, name="plan"),
    path("clanovi/", views.members, name="members"),
    path("clanovi/<number:number>/uklanjanje/", views.remove, name="remove"),
    path("pristupanje/", views.join, name="join"),
    path("pristupanje/povlacenje/", views.withdraw, name="withdraw"),
    path("moji-podaci/", views.card, name="card"),
    path("izlazak/", views.leave, name="leave"),
    path("ljudi/", views.people, name="people"),
    path("zahtjevi/<number:number>/", views.answer, name="answer"),
    path("pozivnice/", views.invite, name="invite"),
    path("pozivnice/<number:number>/povlacenje/", views.withdraw_invitation, name="withdraw_invitation"),
    path("kalendar.ics", views.calendar, name="calendar"),
    path("sastanci/", views.meetings, name="meetings"),
    path("sastanci/novi/", views.announce, name="announce"),
    path("sastanci/<number:number>/", include(meeting)),
    path("sastanci/<number:number>-<slug:title>/", views.meeting, name="meeting"),
    path("sastanci/<number:number>-<slug:title>/list/", views.meeting_sheet, name="meeting_sheet"),
]
conclusions = [
    path("", views.conclusions, name="conclusions"),
    path("feed.atom", views.conclusions_feed, name="conclusions_feed"),
    path("<number:number>/uredi/", views.edit_conclusion, name="edit_conclusion"),
    path("<number:number>/slanje/", views.send_conclusion, name="send_conclusion"),
    path("<number:number>/odgovor/", views.reply_conclusion, name="reply_conclusion"),
    path("<number:number>/bez-odgovora/", views.give_up_conclusion, name="give_up_conclusion"),
    path("<number:number>/pracenje/", views.conclusion_follow, name="conclusion_follow"),
    path("<number:number>-<slug:slug>/", views.conclusion, name="conclusion"),
    path("<number:number>-<slug:slug>/list/", views.conclusion_sheet, name="conclusion_sheet"),
]
urlpatterns = [
    path("", views.index, name="index"),
    # Before the networks, whose name may be any word.
    path("pozivnica/<str:key>/", views.accept, name="accept"),
    path("sastanci/<number:number>-<slug:title>/", views.meeting_by_number, name="meeting_by_number"),
    path("zakljucci/", include(conclusions)),
    path("<slug:slug>/", include(network)),
]
