"""From a draft to a neighbour who takes it over, while web and mail workers are killed: nothing lost, nothing twice.

On a real `./dev serve`, over HTTP and without JavaScript. Each form is sent while somebody kills; where no answer comes it is
sent again, as people do. Slow, so only with --full.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from email import message_from_bytes, policy
from urllib.parse import urljoin

import psycopg
import pytest

from mzplatform.house.cluster import Cluster
from tests.architecture.sources import ROOT
from tests.journeys.browser import Browser
from tests.journeys.person import Person
from tests.serving import Serving, made_once, start, stop, until

pytestmark = [pytest.mark.full, pytest.mark.long]
PASSWORD = "primjer-2026-mz"
TITLE = "Klupe uz rijeku"
REASON = "Dopišite koliko je koštalo."


@pytest.fixture
def serving(tmp_path_factory):
    site = start(made_once(tmp_path_factory))
    yield site
    assert stop(site) == 0


class Killer:
    """Kills every web worker and the mail worker, a moment after it is asked to; counts what it killed."""

    def __init__(self, site: Serving) -> None:
        self.site, self.killed, self.moment = site, 0, 0

    def strike(self) -> None:
        time.sleep((0.0, 0.01, 0.03, 0.06, 0.1)[self.moment % 5])  # before, in the middle of and after the answer
        self.moment += 1
        _master, *workers = sorted(self.site.children("gunicorn"))
        for pid in [*workers, *self.site.children("worker\0")]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.killed += 1

    def during(self, act):
        """Does it while the killer strikes."""
        thread = threading.Thread(target=self.strike)
        thread.start()
        done = act()
        thread.join()
        return done


def signed_in(site: Serving, name: str) -> Person:
    person = Person(Browser(site.port)).open("/prijava/")
    return person.fill_in("Prijavite se", login=f"{name}@primjer.ba", password=PASSWORD)


def letters(site: Serving):
    files = sorted((site.data / "mail").rglob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def test_nothing_is_lost_and_nothing_happens_twice(serving):
    killer = Killer(serving)
    author, moderator, neighbour = (signed_in(serving, name) for name in ("novi", "moderator", "sused"))

    # A draft, step by step; it waits, since its author has no mandate.
    author.open("/prakse/nova/")
    theme = next(one.get("value") for one in author.page.iter("input") if one.get("name") == "themes")
    killer.during(lambda: author.fill_in("Sačuvajte i nastavite", title=TITLE, themes=theme))
    number = re.search(r"/prakse/(\d+)/", author.address)[1]
    steps = f"/prakse/{number}/uredi/"
    author.open(f"{steps}problem/").fill_in("Pronađite mjesto", problem="Nema gdje sjesti.", find="jelah")
    place = next(one.get("value") for one in author.page.iter("input") if one.get("name") == "places")
    killer.during(lambda: author.fill_in("Sačuvajte i nastavite", places=place))
    for _ in range(40):  # how long an answer takes is another time on each machine: until one of them was lost
        author.open(f"{steps}koraci/")
        killer.during(lambda: author.fill_in("Sačuvajte i nastavite", body="Napravili smo klupe."))
        if author.client.again:
            break
    author.open(f"/prakse/{number}/provjera/")
    killer.during(lambda: author.fill_in("Pošaljite na pregled"))

    # Returned with a reason, corrected, sent again, published.
    moderator.open(f"/moderacija/{number}/")
    killer.during(lambda: moderator.fill_in("Vratite", **{"return-words": REASON}))
    page = author.open(f"/prakse/{number}-x/")
    assert REASON in page.text
    address = page.address
    author.open(f"{steps}troskovi/")
    killer.during(lambda: author.fill_in("Sačuvajte i nastavite", cost="1.200"))
    author.open(f"/prakse/{number}/provjera/")
    killer.during(lambda: author.fill_in("Pošaljite na pregled"))
    moderator.open(f"/moderacija/{number}/")
    killer.during(lambda: moderator.fill_in("Objavite"))

    # The neighbour, whose council stands behind it, takes it over; both scripts read all of it.
    neighbour.open(f"/prakse/{number}/primjena/?q=klasnice")
    neighbour.open(urljoin(neighbour.address, neighbour.link_to("?mz=")))
    killer.during(lambda: neighbour.fill_in("Pošaljite", state="started", body="Исто, и код нас."))
    assert "Isto, i kod nas." in neighbour.text
    time.sleep(1.5)  # so long a stored page may outlive a change
    for prefix, words in (
        ("", (TITLE, "1.200 KM", "Isto, i kod nas.")),
        ("/sr", ("Клупе уз ријеку", "Исто, и код нас.")),
    ):
        read = Person(Browser(serving.port)).open(prefix + address).text
        assert not [one for one in words if one not in read], prefix
        assert read.count(words[-1]) == 1, "taken over once"

    # Every mail arrives: once, and once more at most for each time that the worker was killed while it sent.
    author.open("/prakse/moje/")
    assert author.links().count(TITLE) == 1
    let_leases_run_out(serving)
    assert until(lambda: len(about(serving)) >= 2, 240), about(serving)
    time.sleep(2)
    told = about(serving)
    assert len(told) == len(set(told)), told
    assert {person for person, _subject in told} == {"novi@primjer.ba"}
    repeated = Counter(letter["Message-ID"] for letter in letters(serving))
    assert sum(repeated.values()) - len(repeated) <= killer.killed
    assert killer.killed > 20
    assert sum(person.client.again for person in (author, moderator, neighbour)) > 0, "some answers were lost"
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev"), "manage", "invariants"],
        env={**os.environ, "DATA_DIR": str(serving.data), "DATABASE_URL": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def let_leases_run_out(site: Serving) -> None:
    """What a killed worker had begun is taken up again after two minutes; that they have passed is written, not waited for.

    The only worker that lives takes no second mail before it is done with the one in hand.
    """
    with psycopg.connect(Cluster(site.data / "pg").url()) as connection:
        connection.execute("UPDATE notifications_outgoingmail SET leased_until = now() WHERE status = 'sending'")


def about(site: Serving) -> list[tuple[str, str]]:
    """To whom mails about the practice went and what they are about; a repeated one, under the same number, counts once."""
    found = {one["Message-ID"]: (one["To"], one["Subject"].strip()) for one in letters(site)}
    return sorted(one for one in found.values() if TITLE in one[1])
