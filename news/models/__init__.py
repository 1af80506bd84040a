"""Owns: news articles, which stand pinned above the list, when one is to be published.

Does not own: the text's life (`content`, `moderation`), its places, themes, pictures and files (`content`), the
organisations that it is published for (`register`). No room imports it; the pages that bring rooms together (`mzplatform`) may.
"""

from .articles import News, NewsQuerySet

__all__ = ["News", "NewsQuerySet"]
