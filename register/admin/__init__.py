"""The register in Django admin: search that forgives, stable addresses, refusals in sentences, history that cannot be changed."""

from . import facts, places, reference

__all__ = ["facts", "places", "reference"]
