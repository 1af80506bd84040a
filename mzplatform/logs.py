"""The log: one JSON object a line on stdout in production, plain words in development."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

CAP = 2_000  # characters of a field; a log that a stranger can make long fills the disk
TRACE_CAP = 8_000


class JsonFormatter(logging.Formatter):
    """One line whatever the message holds: json escapes line breaks, so nobody can write a line of their own."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": capped(record.getMessage(), CAP),
        }
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "path"):
            line |= {"method": str(request.method), "path": capped(request.path, 300)}
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)[-TRACE_CAP:]
        return json.dumps(line, ensure_ascii=False)


def capped(text: str, limit: int) -> str:
    """`text`, cut where it gets too long to be worth its place."""
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"


def not_told_already(record: logging.LogRecord) -> bool:
    """`mzplatform.errors` logs a failure with the mark that the reader sees; Django would log the same once more."""
    return getattr(record, "status_code", 0) < 500


def configuration(*, as_json: bool) -> dict[str, Any]:
    """The dictionary for LOGGING, and for gunicorn's own log."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "once": {"()": "django.utils.log.CallbackFilter", "callback": not_told_already},
        },
        "formatters": {
            "json": {"()": "mzplatform.logs.JsonFormatter"},
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json" if as_json else "plain",
            },
        },
        "root": {"handlers": ["stdout"], "level": "INFO" if as_json else "WARNING"},
        "loggers": {
            "django": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
            "django.request": {"level": "ERROR", "filters": ["once"] if as_json else []},
            "fido2": {"level": "WARNING"},  # tells the credential of whoever signs in
            "fontTools": {"level": "WARNING"},  # tells every step of a build
            "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners; not worth a line each
        },
    }
