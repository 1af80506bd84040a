"""People are ticked off on a phone without a signal, and nothing is lost."""

import json
import re

import pytest
from django.conf import settings

from register.models import Organisation
from tests.factories import PASSWORD
from tests.trainings.taking import NAMES, begun, editor_of, listed, there, url
from trainings.models import Attendance, Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "Object.entries(localStorage)"


@pytest.fixture
def editor(site):
    return editor_of(Organisation.objects.filter(kind="savez").first() or Organisation.objects.create(
        slug="savez", kind="association", name="Savez"
    ))  # fmt: skip


@pytest.fixture
def people(editor):
    return listed(begun(editor.mandates[-1].organisation, editor))


@pytest.fixture
def session(people):
    return Session.objects.get(training=people[0].sign_up_id)


@pytest.fixture
def phone(new_context, cookies_of, editor):
    context = new_context(viewport={"width": 360, "height": 740}, locale="bs-BA")
    context.add_cookies(cookies_of(editor))
    return context


def opened(context, site, session):
    page = context.new_page()
    page.goto(site + url(session))
    return page


def press(page, one):
    page.locator(f"#r{one.pk} button").click()


def pressed(page):
    return {
        int(one)
        for one in page.evaluate("[...document.querySelectorAll('[aria-pressed=true]')].map((one) => one.value)")
    }


def wait_until(page, holds):
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to that")


def test_without_a_signal(phone, site, session, people, editor):
    page = opened(phone, site, session)
    phone.set_offline(True)
    for one in people[:3]:
        press(page, one)
    press(page, people[1])
    assert pressed(page) == {people[0].pk, people[2].pk}
    kept = page.evaluate(KEPT)
    assert {key for key, _ in kept} == {f"prisustvo:{editor.pk}:{session.pk}:{one.pk}" for one in people[:3]}
    for _, value in kept:
        came, moment = json.loads(value)
        assert isinstance(came, bool)
        assert isinstance(moment, int)
    assert not any(word in json.dumps(kept, ensure_ascii=False) for name in NAMES for word in name.split())
    assert re.search(r"\b3\b", page.locator("[data-state]").inner_text())
    assert re.search(r"\b2\b.*\b7\b", page.locator("[data-count]").inner_text())
    assert not Attendance.objects.exists()
    phone.set_offline(False)
    wait_until(page, lambda: page.evaluate(KEPT) == [])
    assert there(session) == {people[0].pk, people[2].pk}
    assert Attendance.objects.count() == 3, "also that somebody is not there after all"
    assert page.locator("[data-state]").inner_text() == page.locator("[data-sent]").get_attribute("data-sent")


def test_marks_of_another_device_appear(new_context, cookies_of, phone, site, session, people, editor):
    another = new_context(locale="bs-BA")
    another.add_cookies(cookies_of(editor_of(editor.mandates[-1].organisation, 2)))
    first, second = opened(phone, site, session), opened(another, site, session)
    press(first, people[0])
    wait_until(first, lambda: there(session) == {people[0].pk})
    press(second, people[1])
    wait_until(second, lambda: pressed(second) == {people[0].pk, people[1].pk})
    assert there(session) == {people[0].pk, people[1].pk}
    assert not second.locator("[data-changed]").is_visible()


def sign_in(page, user):
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Prijavite se", exact=True).click()


def test_when_the_session_is_over_marks_wait_for_the_same_person(phone, site, session, people, editor):
    page = opened(phone, site, session)
    phone.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(page, people[0])
    page.locator("[data-again] a").wait_for()
    colleague = editor_of(editor.mandates[-1].organisation, 2)
    page.goto(f"{site}/prijava/?next={url(session)}")
    sign_in(page, colleague)
    page.locator("form.ticks").wait_for()
    page.wait_for_timeout(1000)
    assert not Attendance.objects.exists(), "nobody sends those of somebody else"
    page.locator("footer form[data-leaving] button").click()
    page.wait_for_url(f"{site}/nalog/odjava/")
    assert len(page.evaluate(KEPT)) == 1, "and nobody else's sign-out loses them"
    page.goto(f"{site}/prijava/?next={url(session)}")
    sign_in(page, editor)
    wait_until(page, lambda: there(session) == {people[0].pk})
    wait_until(page, lambda: page.evaluate(KEPT) == [])
    assert Attendance.objects.get().by == editor


def test_sign_out_sends_and_clears(phone, site, session, people):
    page = opened(phone, site, session)
    phone.route("**/slanje/", lambda route: route.abort())
    press(page, people[0])
    wait_until(page, lambda: len(page.evaluate(KEPT)) == 1)
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.locator("footer form[data-leaving] button").click()
    page.wait_for_timeout(1000)
    assert page.url == site + url(session), "asked, and stayed"
    assert len(page.evaluate(KEPT)) == 1
    phone.unroute("**/slanje/")
    page.locator("footer form[data-leaving] button").click()
    page.wait_for_url(f"{site}/nalog/odjava/")
    assert page.evaluate(KEPT) == []
    assert there(session) == {people[0].pk}


def test_sign_out_clears_what_could_not_be_sent(phone, site, session, people):
    page = opened(phone, site, session)
    phone.route("**/slanje/", lambda route: route.abort())
    press(page, people[0])
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("footer form[data-leaving] button").click()
    page.wait_for_url(f"{site}/nalog/odjava/")
    assert page.evaluate(KEPT) == []
    assert not Attendance.objects.exists()


def test_closing_waits_for_what_is_not_sent(phone, site, session, people):
    page = opened(phone, site, session)
    phone.set_offline(True)
    press(page, people[0])
    page.locator("details summary").click()
    page.locator("form[data-closes] button").click()
    page.wait_for_timeout(500)
    assert page.url == site + url(session), "the page is still there"
    phone.set_offline(False)
    wait_until(page, lambda: page.evaluate(KEPT) == [])
    page.locator("form[data-closes] button").click()
    page.locator("table.tbl").wait_for()
    session.refresh_from_db()
    assert session.closed
    assert there(session) == {people[0].pk}
