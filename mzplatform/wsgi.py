"""The WSGI entry point that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from mzplatform.pagecache.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mzplatform.settings")
# A request that waits longer gives up and answers 503: better than threads that all wait.
os.environ.setdefault("DATABASE_STATEMENT_TIMEOUT", "5000")
os.environ.setdefault("DATABASE_LOCK_TIMEOUT", "3000")

django = get_wsgi_application()
application = Front(django) if settings.PAGE_CACHE else django
