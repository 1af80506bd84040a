"""The WSGI entry point that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from mzplatform.pagecache.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mzplatform.settings")
# A request that waits longer gives up and answers 503: better than threads that all wait.
os.environ.setdefault("DATABASE_LOCK_TIMEOUT", "3000")
os.environ.setdefault("DATABASE_STATEMENT_TIMEOUT", "4000")
os.environ.setdefault("DATABASE_PATIENCE", "4500")  # for a server that hangs and does not even end the statement

django = get_wsgi_application()
application = Front(django) if settings.PAGE_CACHE else django
