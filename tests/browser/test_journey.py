"""From a phone of 360 px: an account, a practice with a photo that comes back once, a role, and a neighbour who takes it over.

The people press what they see, by its words. Both scripts read the same in the end, and each mail says what happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils.translation import gettext, override

from accounts.models import User
from notifications.models import OutgoingMail
from practices.models import Practice
from register.models import Community
from tests.accounts.letters import code_for
from tests.factories import PASSWORD, make_mandate, make_user
from tests.practices.photos import picture

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]
EMAIL = "zemira@example.ba"


@dataclass
class Phone:
    """Somebody's browser; words are those of the Bosnian pages."""

    page: Any
    site: str

    def open(self, path: str) -> Phone:
        self.page.goto(self.site + path)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{path} is {width} px wide"
        return self

    def press(self, message: str) -> Phone:
        """The first button, link or fold that says just this in Bosnian; for those who hear it, it may say of what."""
        with override("bs"):
            words = re.compile(rf"^\s*{re.escape(gettext(message))}\s*(:|,|$)")
        self.page.locator("main").locator("button, a, summary").filter(has_text=words).first.click()
        self.page.wait_for_load_state()
        return self

    def choose(self, name: str, value: str) -> Phone:
        self.page.locator(f"[name={name}][value='{value}']").check(force=True)
        return self

    def write(self, **typed: str) -> Phone:
        for name, value in typed.items():
            self.page.locator(f"[name={name}]:visible").fill(value)
        return self

    @property
    def text(self) -> str:
        return " ".join(self.page.inner_text("main").split())


@pytest.fixture
def phone_of(new_context, site, cookies_of):
    """`phone_of(user)` is signed in, `phone_of()` is a stranger's."""

    def made(user: User | None = None) -> Phone:
        context = new_context(viewport={"width": 360, "height": 740}, locale="bs-BA")
        context.add_cookies(cookies_of(user) if user else [])
        return Phone(context.new_page(), site)

    return made


def told(user: User) -> list[str]:
    """The mails that wait for somebody, or went, by their event."""
    return list(OutgoingMail.objects.filter(reader=user).order_by("pk").values_list("event", flat=True))


def test_from_an_account_to_an_adoption(phone_of, keeper) -> None:
    village = Community.objects.get(municipality__slug="zepce", slug="begov-han")
    neighbour = make_user("sused@example.ba", name="Милан Кнежевић", language="sr")
    make_mandate(neighbour, "president", Community.objects.get(municipality__slug="laktasi", slug="klasnice"))
    coordinator = make_user("koordinator@example.ba", name="Lejla Begić")
    make_mandate(coordinator, "coordinator", village.municipality)

    author = phone_of().open("/registracija/")
    author.write(email=EMAIL, display_name="Zemira Hasić", password1=PASSWORD).press("Open an account")
    author.write(code=code_for(EMAIL)).press("Confirm")
    user = User.objects.get(email=EMAIL)

    # Her practice, with a photo, waits for a moderator, who wants to know more.
    author.open("/prakse/nova/").write(title="Rasvjeta kod škole").choose("outcome", "worked")
    author.page.locator("[name=themes]").first.check(force=True)
    author.press("Save and continue")
    practice = Practice.objects.get(author=user)
    author.open(f"/prakse/{practice.pk}/uredi/problem/").write(problem="Djeca idu po mraku.", find="begov han")
    author.press("Find the place").page.locator("[name=places]").first.check(force=True)
    author.press("Save and continue").open(f"/prakse/{practice.pk}/uredi/koraci/")
    author.write(body="Postavili smo lampe.").press("Save and continue")
    author.open(f"/prakse/{practice.pk}/fotografije/").write(alt="Lampa kraj puta.").choose("people", "none")
    photo = picture()
    photo = {"name": photo.name, "mimeType": "image/jpeg", "buffer": photo.read()}
    author.page.set_input_files("[name=file]", photo)
    author.press("Add the photo")
    assert practice.photos.count() == 1
    author.open(f"/prakse/{practice.pk}/provjera/").press("Send for review")

    desk = phone_of(keeper).open("/moderacija/")
    desk.press("Look at it").press("Return it with a reason")
    desk.write(**{"return-words": "Dopišite koliko je koštalo."}).press("Return it")
    assert "Dopišite koliko je koštalo." in author.open(practice.get_absolute_url()).text

    author.open(f"/prakse/{practice.pk}/uredi/troskovi/").write(cost="1200").press("Save and continue")
    author.open(f"/prakse/{practice.pk}/provjera/").press("Send for review")
    desk.open(f"/moderacija/{practice.pk}/").press("Publish")
    reader = phone_of().open(practice.get_absolute_url())
    assert "1.200 KM" in reader.text
    assert reader.page.locator("article img").first.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    assert told(user).count("decided") == 2

    # She says which office she holds; the coordinator confirms it, and the page of the place names her.
    author.open("/nalog/mandat/").write(q="begov han").press("Find it").press("MZ Begov Han")
    author.choose("role", "president").write(starts="2024")
    author.page.locator("[name=name_public]").check(force=True)
    author.press("Send for confirmation")
    office = phone_of(coordinator).open("/koordinator/")
    office.page.locator("a[href^='/koordinator/mandati/']").first.click()
    office.press("Confirm")
    assert "Zemira Hasić" in reader.open(village.get_absolute_url()).text

    # The neighbour takes the practice over; she is told, and readers of both scripts see it.
    beside = phone_of(neighbour).open(practice.get_absolute_url()).press("We took it over too")
    beside.choose("state", "finished").write(body="Isto, sa solarnim lampama.", cost="900").press("Send")
    assert "Klašnice" in author.open("/nalog/obavjestenja/").text
    assert "solarnim lampama" in reader.open(practice.get_absolute_url()).text
    cyrillic = reader.open("/sr" + practice.get_absolute_url()).text
    assert "Расвјета код школе" in cyrillic
    assert "соларним лампама" in cyrillic
