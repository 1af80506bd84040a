"""What the worker does at its time: the lines of `TICKS` in settings, each by one worker, each once for its moment.

A worker that is killed in the middle leaves a lease that runs out; the next one begins the same moment again, so whatever
is done here must pass over what it finds done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import Tick

HOUR_OF_MAIL = 7


def latest(when: str, now: datetime) -> datetime:
    """The last moment not after `now` on which something `hourly`, `daily` or `weekly` is due, by the country's clock.

    `minutely` is for what somebody waits for.
    """
    here = timezone.localtime(now)
    if when == "minutely":
        return here.replace(second=0, microsecond=0)
    if when == "hourly":
        return here.replace(minute=0, second=0, microsecond=0)
    morning = here.replace(hour=HOUR_OF_MAIL, minute=0, second=0, microsecond=0)
    if morning > here:
        morning -= timedelta(days=1)
    if when == "weekly":
        morning -= timedelta(days=morning.weekday())
    elif when != "daily":
        raise ValueError(f"TICKS knows minutely, hourly, daily and weekly, not {when!r}.")
    return morning


@dataclass
class Run:
    """One line of the schedule at work: its moment, and whether it may go on."""

    tick: Tick
    moment: datetime
    stopped: Callable[[], bool]

    def goes_on(self) -> bool:
        """Asked between two pieces of work. False when the worker shall stop or another one has taken over."""
        return not self.stopped() and self.tick.renew()


def run_due(stopped: Callable[[], bool] = lambda: False) -> Iterator[str]:
    """Do what is due; yields a line for each thing that failed. It is tried again when its lease has run out."""
    now = timezone.now()
    done = dict(Tick.objects.values_list("name", "done"))
    for name, (path, when) in settings.TICKS.items():
        moment = latest(when, now)
        if (name in done and done[name] >= moment) or (tick := Tick.objects.lease(name, moment)) is None:
            continue
        run = Run(tick, moment, stopped)
        try:
            import_string(path)(run)
        except (OperationalError, InterfaceError):
            raise  # the database is away: the worker waits for it
        except Exception as error:  # whatever it is, it must not keep the mail from leaving
            yield f"{name} failed ({type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''})"
        else:
            tick.release(moment if not stopped() else None)
