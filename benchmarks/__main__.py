"""`./dev bench`: what each page costs, beside the floor, in one run on a scratch cluster of its own.

For each part of the site and every size of it: seed, start the floor, the site without and the site with its page cache
(same gunicorn, same database, one worker each), then drive all pages in turn, round after round, and print CPU per
request of web and database, latencies, bytes and queries, each CPU figure also as a ratio to the floor of the same round.
"""

import argparse
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mzplatform.house.cluster import APPLICATION, OWNER, Cluster

from .measure import Sample, Server
from .pages import PARTS, Page, Part

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def gunicorn(application: str, environment: dict[str, str], workers: int = 1, threads: int = 1) -> Iterator[Server]:
    """A gunicorn, up when it answers, gone at the end."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "python:mzplatform.gunicorn", "-b", f"127.0.0.1:{port}"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, "--workers", str(workers), "--threads", str(threads), application],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
        )
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                if process.poll() is not None:
                    log.seek(0)
                    raise SystemExit(f"{application} did not start:\n{log.read().decode()[-2000:]}")
                time.sleep(0.1)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(20)


@contextlib.contextmanager
def held(cluster: Cluster) -> Iterator[Cluster]:
    """The scratch cluster, stopped before its folder goes."""
    try:
        yield cluster.hold()
    finally:
        cluster.release()


def python(*arguments: str, environment: dict[str, str]) -> str:
    """Runs a module of the project and gives what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return done.stdout


def measure(
    chosen: list[Page], rounds: int, requests: int, environment: dict[str, str], database_pid: int, cookie: str
) -> dict[str, Sample]:
    """All pages at one size; `cookie` is that of somebody who has signed in."""
    samples = {name: Sample() for name in ("floor", *(page.name for page in chosen))}
    with (
        gunicorn("benchmarks.floor.wsgi", environment) as floor,
        gunicorn("mzplatform.wsgi", {**environment, "PAGE_CACHE": "0"}) as bare,
        gunicorn("mzplatform.wsgi", {**environment, "PAGE_CACHE": "1"}) as cached,
    ):
        for _ in range(rounds):
            floor.drive(samples["floor"], "/", requests, database_pid)
            for page in chosen:
                server = cached if page.cached else bare
                headers = {"If-None-Match": server.etag(page.path)} if page.revalidate else {}
                headers |= {"Cookie": cookie} if page.signed_in else {}
                server.drive(samples[page.name], page.path, requests, database_pid, headers, unread=page.unread)
    return samples


def show(title: str, samples: dict[str, Sample], chosen: list[Page], queries: dict[str, int]) -> None:
    """Prints one table."""
    floor = samples["floor"]
    print(f"\n{title}; CPU in ms per request, web + database; ratio = median over rounds, to the floor of its round,")
    print("or, where p95 stands behind it, of the latencies")
    print(
        f"{'page':26}{'status':>7}{'web':>8}{'db':>8}{'ratio':>8}{'limit':>8}{'from':>7}{'to':>7}"
        f"{'p50':>8}{'p95':>8}{'bytes':>9}{'brotli':>8}{'queries':>9}{'rows':>6}"
    )
    rows_of_table = [Page("floor", "/"), *chosen]
    for page in rows_of_table:
        one = samples[page.name]
        base = samples[page.against] if page.name != "floor" else floor
        ratios = ratios_of(one, base)
        ratio = one.percentile(0.95) / base.percentile(0.95) if page.late else statistics.median(ratios)
        limit = f"{page.limit:.2f}" if page.limit else ""
        mark = " !" if page.limit and ratio > page.limit else ""
        against = f" (to {page.against})" if page.against != "floor" else " (p95)" if page.late else ""
        print(
            f"{page.name:26}{one.status:>7}{statistics.median(one.web):>8.2f}{statistics.median(one.database):>8.2f}{ratio:>8.2f}"
            f"{limit:>8}{min(ratios):>7.2f}{max(ratios):>7.2f}{one.percentile(0.5):>8.2f}{one.percentile(0.95):>8.2f}{one.size:>9}{one.brotli:>8}"
            f"{queries.get(page.name, ''):>9}{one.rows or '':>6}{mark}{against}"
        )


def ratios_of(one: Sample, base: Sample) -> list[float]:
    """For each round the cost of a page to the cost of its base in the same round."""
    cost = [web + database for web, database in zip(one.web, one.database, strict=True)]
    floor = [web + database for web, database in zip(base.web, base.database, strict=True)]
    return [a / b for a, b in zip(cost, floor, strict=True)]


def show_growth(costs: dict[int, dict[str, Sample]], limit: float, limited: set[str]) -> None:
    """Prints how the smallest size compares with the largest, and marks pages with a limit that grow by more than this."""
    small, large = min(costs), max(costs)
    print(f"\nCost at {large} to the cost at {small} (limit {limit:.2f}), both as ratios to their floors:")
    for name, sample in costs[small].items():
        if name != "floor":
            before = statistics.median(ratios_of(sample, costs[small]["floor"]))
            growth = statistics.median(ratios_of(costs[large][name], costs[large]["floor"])) / before
            print(f"{name:26}{growth:>8.2f}{' !' if growth > limit and name in limited else ''}")


@contextlib.contextmanager
def scratch() -> Iterator[tuple[Cluster, int, dict[str, str]]]:
    """A cluster of its own, the number of its process, and the environment of whoever owns its tables."""
    with tempfile.TemporaryDirectory(prefix="mz-bench-") as folder:
        Path(folder).chmod(0o711)
        with held(Cluster(Path(folder) / "pg", throwaway=True)) as cluster:
            pid = int((Path(folder) / "pg" / "postmaster.pid").read_text().split()[0])
            owner = {
                "DATABASE_URL": cluster.url(OWNER),
                "DATABASE_APPLICATION_ROLE": APPLICATION,
                "SECRET_KEY": "only-for-measuring-" + "b" * 50,
                "SITE_URL": "http://localhost:8000",
                "DEBUG": "0",
                "SAMPLE_SITE": "1",
                "DJANGO_SETTINGS_MODULE": "mzplatform.settings",
            }
            yield cluster, pid, owner


def judge(module: str) -> None:
    """How good the answers are, on the site as `./dev run` fills it."""
    with scratch() as (_cluster, _pid, owner):
        python("manage.py", "prepare", environment=owner)
        print(python("-m", module, environment=owner))


def run(name: str, part: Part, options: argparse.Namespace) -> None:
    """Measures one part of the site, at each size, on a scratch cluster of its own."""
    with scratch() as (cluster, database_pid, owner):
        site = {**owner, "DATABASE_URL": cluster.url(APPLICATION)}
        python("manage.py", "prepare", "--files", "--static", environment=owner)
        costs: dict[int, dict[str, Sample]] = {}
        for rows in sorted(options.rows or part.rows):
            python("-m", part.seed, str(rows), environment=owner)
            if options.explain:
                print(python("-m", "benchmarks.explain", environment=site))
                continue
            addresses = json.loads(python("-m", "benchmarks.queries", "addresses", name, environment=site))
            every = part.pages(addresses)
            named = {page.against for page in every if options.only in page.name}
            chosen = [page for page in every if options.only in page.name or page.name in named]
            costs[rows] = measure(
                chosen, options.rounds, options.requests, site, database_pid, addresses.get("cookie", "")
            )
            counted = json.loads(python("-m", "benchmarks.queries", "count", name, environment=site))
            show(f"{rows} {part.what}", costs[rows], chosen, counted)
        for module in () if options.explain else part.written:
            print(python("-m", module, environment=owner))
        if len(costs) > 1:
            show_growth(costs, part.growth, {page.name for page in chosen if page.limit})


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="one part of the site; without it, all of them")
    parser.add_argument("--rows", type=int, nargs="+", help="sizes, instead of those with limits")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=100, help="requests for each page and round")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--judge", action="store_true", help="only how good the answers of the search are")
    parser.add_argument(
        "--explain", action="store_true", help="print the plans of the main queries instead of measuring"
    )
    options = parser.parse_args()
    for name, part in PARTS.items():
        if options.part in (None, name):
            if part.judged:
                judge(part.judged)
            if not options.judge:
                run(name, part, options)


if __name__ == "__main__":
    main()
