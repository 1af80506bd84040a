"""Several people at the same moment, each with a connection of their own."""

import threading

from django.db import connection


def at_once(*calls):
    """Run the calls in threads that begin together, each with a connection of its own; returns results and exceptions."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            gate.wait()
            results[number] = call()
        except Exception as error:  # the test looks at it
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
