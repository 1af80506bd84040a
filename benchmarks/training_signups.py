"""Two hundred people sign up for the last seat of one training at the same moment: what each got, and how long it took.

Over HTTP, against gunicorn as `./dev serve` starts it, on the database that was seeded.
"""

from __future__ import annotations

import http.client
import os
import statistics
import threading
import time
from urllib.parse import urlencode

import django

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from register.models import Community  # noqa: E402
from trainings.models import SignUp, Training  # noqa: E402

from .__main__ import gunicorn  # noqa: E402
from .queries import cookie_of  # noqa: E402

PEOPLE, WORKERS, THREADS = 200, 2, 6
TOKEN = "x" * 32


def main() -> None:
    """Prints one line for the whole, and one for what the database holds afterwards."""
    place = Community.objects.open().first()
    assert place is not None
    training = Training.objects.filter(ends__gte=timezone.localdate()).order_by("-begins").first()
    assert training is not None
    sign_up = SignUp.objects.get(pk=training.pk)
    sign_up.registrations.all().delete()
    SignUp.objects.filter(pk=training.pk).update(seats=1)
    body = urlencode({"name": "Osoba", "places": f"c{place.pk}", "consent": "on", "csrfmiddlewaretoken": TOKEN})
    cookies = [cookie_of(one) for one in User.objects.filter(email__startswith="mjerenje").order_by("pk")[:PEOPLE]]
    gate, answers = threading.Barrier(PEOPLE), [(0, 0.0)] * PEOPLE

    def send(number: int, port: int) -> None:
        browser = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        gate.wait()
        begun = time.monotonic()
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Host": "localhost", "Cookie": cookies[number]}
        browser.request("POST", f"/obuke/{sign_up.pk}/prijava/", body, kind)
        answers[number] = browser.getresponse().status, time.monotonic() - begun

    with gunicorn("mzplatform.wsgi", dict(os.environ), WORKERS, THREADS) as site:
        threads = [threading.Thread(target=send, args=(number, site.port)) for number in range(PEOPLE)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    taken = sorted(seconds for _status, seconds in answers)
    statuses = sorted({status for status, _seconds in answers})
    sign_up.refresh_from_db()
    print(
        f"{PEOPLE} people for one seat at once, {WORKERS} workers with {THREADS} threads: answers {statuses}, "
        f"p50 {statistics.median(taken):.2f} s, p99 {taken[int(PEOPLE * 0.99) - 1]:.2f} s; "
        f"{sign_up.taken} has the seat, {sign_up.waiting} wait."
    )


if __name__ == "__main__":
    main()
