"""Sends what waits in the outbox, and does at its time what the schedule says. Any number of workers may run: each mail
and each line of the schedule is taken by one of them.
"""

from __future__ import annotations

import re
import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, connection

from notifications.delivery import deliver
from notifications.models import OutgoingMail
from notifications.schedule import run_due

ADDRESS = re.compile(r"[^\s'\"<{]+@[^\s'\">}]+")  # of a person: not for the log
PAUSE = 1.0  # seconds between two looks at an empty queue
LONGEST_PAUSE = 30.0  # between two attempts to reach a database that is away


class Command(BaseCommand):
    help = "Send the mail that waits in the outbox and keep the schedule, until stopped (Ctrl-C or SIGTERM)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now and stop")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:  # noqa: ARG002
        self.stop = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self._stop)
        if once:
            self._do_all_due()
            return
        self._run()

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Finish the mail in hand, then stop."""
        self.stop.set()

    def _run(self) -> None:
        pause = PAUSE
        while not self.stop.is_set():
            try:
                self._do_all_due()
            except (DatabaseError, InterfaceError) as error:
                # PostgreSQL is away or being restarted: one line, then wait, longer each time.
                self.stderr.write(f"worker: no database, trying again in {pause:.0f} s ({str(error).splitlines()[0]})")
                connection.close()
                self.stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                if pause > PAUSE:
                    self.stderr.write("worker: the database is back")
                pause = PAUSE
                self.stop.wait(PAUSE)

    def _do_all_due(self) -> None:
        """Mail first, and again after the schedule, which may have written some."""
        self._send_all_due()
        for failure in run_due(self.stop.is_set):
            self.stderr.write(f"worker: {failure}")
        self._send_all_due()

    def _send_all_due(self) -> None:
        while not self.stop.is_set() and (mail := OutgoingMail.objects.lease_next()) is not None:
            status = deliver(mail)
            if status not in {OutgoingMail.Status.SENT, OutgoingMail.Status.SKIPPED}:
                self.stderr.write(f"worker: mail {mail.pk} {status}: {ADDRESS.sub('…', mail.last_error)}")
