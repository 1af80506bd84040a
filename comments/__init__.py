"""Owns: how people comment on anything that stands on the spine: writing, correcting, withdrawing, the list below an entry.

Does not own the rows (a comment is a `content.Entry` with a parent) nor their moves (`moderation`). Rooms above show
`templates/comments/thread.html` with what `comments.threads.thread_of` returns.
"""
