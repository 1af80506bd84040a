"""What `./dev` does once `.venv` is there: the private PostgreSQL, the server and the worker, tests, checks.

Nothing here imports Django: the house starts processes that do, and must itself start fast and fail in one line.
"""
