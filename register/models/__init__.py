"""Owns: the reference facts of the country (entities, cantons, municipalities, local communities, figures,
organisations) and where each fact comes from. Models and querysets only.

Does not own: people and their mandates (`accounts`), pages (`communities`), anything that a person posts.
Every room may import it; it imports nothing but `text`.
"""

from .acts import LegalAct
from .addresses import FormerSlug
from .communities import Community
from .contacts import Contact
from .figures import Figure, Indicator
from .jurisdictions import Canton, Entity, LegalStatus, MunicipalityType
from .municipalities import Boundary, Municipality
from .organisations import Organisation

__all__ = [
    "Boundary",
    "Canton",
    "Community",
    "Contact",
    "Entity",
    "Figure",
    "FormerSlug",
    "Indicator",
    "LegalAct",
    "LegalStatus",
    "Municipality",
    "MunicipalityType",
    "Organisation",
]
