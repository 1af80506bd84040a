"""Owns: questions and answers: asking, answering, what helped, what experts confirmed, where an answer holds and on what;
and standing answers, which editors make of threads.

Does not own the rows on the spine (`content.Entry`), their moves (`moderation`), nor comments. Nothing but the wiring
imports it.
"""
