"""gunicorn, for `./dev serve` and for production: `gunicorn -c python:mzplatform.gunicorn mzplatform.wsgi`.

Threads, because a slow client (a photo from a village) then holds one thread and not a process; `webworker.py` keeps
the slowest away from the threads. Every value can be changed on gunicorn's command line; those that an operator is
likely to want are environment variables.
"""

import os
from typing import Any

from mzplatform import logs
from mzplatform.house.processes import die_with_parent
from mzplatform.webworker import allow_many_connections

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "mzplatform.webworker.Worker"
worker_connections = allow_many_connections(4_000)  # open at once in each worker; most of them wait
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "6"))
preload_app = False  # so that SIGHUP loads a new release, worker by worker, without a refused request

timeout = 30  # a worker whose main loop hangs is replaced
graceful_timeout = 20  # what a request may still take after SIGTERM
keepalive = 15  # a reader clicks on over the same connection
backlog = 512
max_requests = 20_000  # a leak never grows for ever
max_requests_jitter = 2_000

limit_request_line = 8190  # longer addresses end here; from 2,000 characters on the site's own page answers
limit_request_fields = 64
limit_request_field_size = 8190

# Django decides by TRUSTED_PROXY_HOPS which proxies are believed; gunicorn itself believes nobody.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}

control_socket_disable = True  # nobody asks it anything, and the service may not write into a home
accesslog = None
logger_class = "mzplatform.webworker.Log"
logconfig_dict: dict[str, Any] = logs.configuration(as_json=os.environ.get("DEBUG", "0") != "1") | {
    "loggers": {
        "gunicorn.error": {
            "handlers": ["stdout"],
            "level": os.environ.get("LOG_LEVEL", "WARNING").upper(),
            "propagate": False,
        }
    },
}


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn passes both by position
    """A worker never outlives its master, however that ended, and so never keeps the port."""
    die_with_parent()
