"""What is held for a minute: how old it gets, who looks again, and that nobody waits meanwhile."""

import threading
import time
from itertools import count

import pytest

from tests.at_once import at_once
from ui import minute
from ui.minute import AHEAD, SECONDS, Minute


@pytest.fixture
def clock(monkeypatch):
    """The time of the process, as a list of one number."""
    now = [1000.0]
    monkeypatch.setattr(minute.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def numbered():
    """Each look is the next number."""
    return Minute(count().__next__)


def test_it_is_held_for_a_minute_and_not_longer(clock, numbered):
    assert [numbered.current(), numbered.current()] == [0, 0]
    clock[0] += SECONDS - AHEAD
    assert numbered.current() == 0
    clock[0] += AHEAD + 1
    assert [numbered.current(), numbered.current()] == [1, 1]


def test_the_next_look_comes_before_the_end(clock, numbered):
    numbered.current()
    clock[0] += SECONDS - 1
    assert [numbered.current(), numbered.current()] == [1, 1]


def test_forgotten_it_is_looked_at_again(clock, numbered):
    numbered.current()
    numbered.forget()
    assert numbered.current() == 1


def test_while_one_looks_the_others_go_on_with_the_old(clock):
    numbers, looking, others_done = count(), threading.Event(), threading.Event()

    def look():
        if (number := next(numbers)) > 0:
            looking.set()
            assert others_done.wait(10), "they waited for it"
        return number

    held = Minute(look)
    held.current()
    clock[0] += SECONDS - 1

    def others():
        assert looking.wait(10)
        found = [held.current() for _ in range(3)]
        others_done.set()
        return found

    assert at_once(held.current, others) == [1, [0, 0, 0]]
    assert held.current() == 1


def test_a_look_that_fails_leaves_the_next_to_others(clock):
    answers = iter([0, OSError("gone"), 2])

    def look():
        if isinstance(answer := next(answers), OSError):
            raise answer
        return answer

    held = Minute(look)
    held.current()
    clock[0] += SECONDS - 1
    with pytest.raises(OSError, match="gone"):
        held.current()
    assert held.current() == 2


def test_what_changed_during_a_look_is_seen_by_the_next(clock):
    rows = ["old"]

    def look():
        found = rows[0]
        if found == "old":  # somebody publishes now, and says so
            rows[0] = "new"
            held.forget()
        return found

    held = Minute(look)
    assert [held.current(), held.current()] == ["old", "new"]


def test_after_it_was_forgotten_one_looks_and_the_others_wait_for_that(clock):
    numbers, looking = count(), threading.Event()

    def look():
        number = next(numbers)
        if number:
            looking.set()
            time.sleep(0.3)
        return number

    held = Minute(look)
    held.current()
    held.forget()

    def other():
        assert looking.wait(10)
        return held.current()

    assert at_once(held.current, other, other) == [1, 1, 1]
