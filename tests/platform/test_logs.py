"""The log of production: one JSON object a line, whatever strangers send."""

import json
import logging
import sys

import pytest
from django.test import Client, RequestFactory

from mzplatform.logs import JsonFormatter, not_told_already


def line(message: str, *arguments: object, **extra: object) -> dict[str, object]:
    record = logging.LogRecord("a.b", logging.WARNING, __file__, 1, message, arguments, None)
    record.__dict__ |= extra
    text = JsonFormatter().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_line_breaks_stay_inside_the_line() -> None:
    found = line("agent %s", 'x\n{"level": "error"}')
    assert (found["level"], found["logger"]) == ("warning", "a.b")
    assert found["message"] == 'agent x\n{"level": "error"}'


def test_long_fields_are_cut(rf: RequestFactory) -> None:
    found = line("x" * 1_000_000, request=rf.get("/" + "p" * 5_000), status_code=404)
    assert len(str(found["message"])) < 2_100
    assert len(str(found["path"])) < 400
    assert found["status"] == 404


def test_the_trace_is_cut_too() -> None:
    try:
        raise ValueError("y" * 100_000)
    except ValueError:
        record = logging.LogRecord("a", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    assert len(JsonFormatter().format(record)) < 10_000


def test_errors_that_were_logged_with_their_mark_are_not_logged_twice() -> None:
    record = logging.makeLogRecord({"status_code": 500})
    assert not not_told_already(record)
    assert not_told_already(logging.makeLogRecord({"status_code": 404}))
    assert not_told_already(logging.makeLogRecord({}))


@pytest.mark.django_db
def test_the_mark_on_the_page_is_in_the_log(client: Client, monkeypatch, caplog) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("mzplatform.pages._page", fail)
    client.raise_request_exception = False
    page = client.get("/pravila/").content.decode()
    marks = [record.args[0] for record in caplog.records if record.name == "mzplatform.errors"]
    assert len(marks) == 1
    assert marks[0] in page
