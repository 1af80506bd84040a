"""Sessions in the database, read by a prepared statement: whoever is signed in has theirs read with every request."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from ui.prepared import Prepared

_standing: Prepared[Session] = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), ("-", timezone.now())
)


class SessionStore(db.SessionStore):
    """`SESSION_ENGINE` in settings. Writing is Django's."""

    def _get_session_from_db(self) -> Any:
        if found := _standing(self.session_key, timezone.now()):
            return found[0]
        self._session_key = None
        return None
