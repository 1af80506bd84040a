"""Three hundred certificates of one training issued by the worker: how long that takes, and what readers notice meanwhile.

The site is gunicorn as `./dev serve` starts it, the worker its own command, the database the one that was seeded. What is
drawn anew at each request is asked for, because stored pages would notice nothing.
"""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from notifications.models import Tick  # noqa: E402
from trainings.models import Attendance, Certificate, Order, Registration, Session, SignUp, Training  # noqa: E402

from .__main__ import gunicorn  # noqa: E402

PEOPLE, WORKERS, THREADS, ALONE = 300, 2, 6, 300
PAGES = ("/obuke/", "/obuke/?stanje=odrzane", "/obuke/kalendar/", "/")


def main() -> None:
    """Prints one line."""
    sign_up = ordered()
    with tempfile.TemporaryDirectory() as mail, gunicorn("mzplatform.wsgi", site(), WORKERS, THREADS) as server:
        ask(server.port, lambda read: read < len(PAGES) * WORKERS * 4)
        before = ask(server.port, lambda read: read < ALONE)
        Order.objects.create(sign_up=sign_up)
        begun = time.monotonic()
        worker = subprocess.Popen([sys.executable, "manage.py", "worker"], env=os.environ | {"MAIL_DIR": mail})
        try:
            started = time.monotonic() + 60
            while not issued(sign_up) and time.monotonic() < started:
                time.sleep(0.01)
            waited, begun = time.monotonic() - begun, time.monotonic()
            meanwhile = ask(server.port, lambda _read: issued(sign_up) < PEOPLE)
            took = time.monotonic() - begun
        finally:
            worker.terminate()
            worker.wait()
    print(
        f"{PEOPLE} certificates, the first {waited:.1f} s after the order with the start of the worker, all {took:.1f} s later "
        f"({issued(sign_up)} issued); {len(meanwhile)} pages read meanwhile: p50 {1000 * statistics.median(meanwhile):.0f} ms, "
        f"p95 {1000 * late(meanwhile):.0f} ms; before: p50 {1000 * statistics.median(before):.0f} ms, "
        f"p95 {1000 * late(before):.0f} ms."
    )


def site() -> dict[str, str]:
    """As it runs, but for stored pages."""
    return {**os.environ, "PAGE_CACHE": "0"}


def ordered() -> SignUp:
    """A training that is over, with people who were there."""
    training = Training.objects.filter(ends__lt=timezone.localdate()).order_by("-begins").first()
    assert training is not None
    sign_up = SignUp.objects.get(pk=training.pk)
    sign_up.registrations.all().delete()
    SignUp.objects.filter(pk=training.pk).update(seats=PEOPLE)
    people = Registration.objects.bulk_create(
        Registration(sign_up=sign_up, name=f"Osoba {number}", state="confirmed") for number in range(PEOPLE)
    )
    sessions = Session.objects.filter(training=training)
    sessions.update(closed=timezone.now())
    Attendance.objects.bulk_create(
        Attendance(registration=one, session=session, came=True) for one in people for session in sessions
    )
    # What a worker sees for the first time counts as done.
    Tick.objects.update_or_create(name="certificates", defaults={"done": timezone.now() - timedelta(hours=1)})
    return sign_up


def issued(sign_up: SignUp) -> int:
    return Certificate.objects.filter(registration__sign_up=sign_up).count()


def ask(port: int, goes_on: Callable[[int], bool]) -> list[float]:
    """One reader after page after page: seconds for each."""
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken: list[float] = []
    while goes_on(len(taken)):
        begun = time.monotonic()
        browser.request("GET", PAGES[len(taken) % len(PAGES)], headers={"Host": "localhost", "Accept-Encoding": "br"})
        answer = browser.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        taken.append(time.monotonic() - begun)
    return taken


def late(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]


if __name__ == "__main__":
    main()
