"""`python -m mzplatform.house.devserver HOST:PORT`: Django's runserver, whose watching parent does not load the project.

`manage.py runserver` sets up Django twice, once only to wait; that doubles the time until the first answer.
"""

import os
import sys

from django.core.management import execute_from_command_line
from django.utils import autoreload

from .processes import die_with_parent


def serve() -> None:
    """Runs in the child, and again in a new one after every change of the code."""
    execute_from_command_line(["manage.py", "runserver", "--noreload", "--nostatic", "--skip-checks", *sys.argv[1:]])


if __name__ == "__main__":
    die_with_parent()
    os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
    autoreload.run_with_reloader(serve)
