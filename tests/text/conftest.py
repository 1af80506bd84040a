"""The machine may be busy: an example is never wrong because it was slow."""

from hypothesis import settings

settings.register_profile("text", deadline=None)
settings.load_profile("text")
