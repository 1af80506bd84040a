"""Owns: lessons, pages that are read between trainings, their order in a series, and who has read which.

Does not own: the text's life (`content`, `moderation`), its themes, pictures and files (`content`), the trainings that a
lesson belongs to. No room imports it; the pages that bring rooms together (`mzplatform`) may.
"""

from .lesson import Lesson, LessonQuerySet
from .reading import Reading

__all__ = ["Lesson", "LessonQuerySet", "Reading"]
