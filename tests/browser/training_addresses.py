"""Pages of trainings after the hall: of visitors who check a certificate, of organisers."""

from __future__ import annotations

from accounts.models import User
from register.models import Organisation
from tests.factories import make_mandate
from tests.trainings.certifying import issued, make_certificate, over


def of_checking() -> dict[str, str]:
    """The public check."""
    return {"certificates checked": "/potvrde/?kod=A", "certificate": f"/potvrde/{make_certificate().code}/"}


def of_an_organiser(user: User) -> dict[str, str]:
    """What only whoever holds a training opens."""
    organisation = Organisation.objects.filter(kind="association").first()
    assert organisation is not None, "the register has two"
    make_mandate(user, "editor", organisation)
    sign_up = over(organisation, author=user, people=4, came=2)
    certificate = issued(sign_up)[0]
    return {
        "certificates of a training": f"/obuke/{sign_up.pk}/potvrde/",
        "a certificate, revoked": f"/obuke/potvrde/{certificate.pk}/opoziv/",
        "a certificate, issued anew": f"/obuke/potvrde/{certificate.pk}/nova/",
    }
