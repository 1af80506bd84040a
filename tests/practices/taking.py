"""Taking practices over, for the tests of the views about it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from practices import adopting
from practices.models import Practice

SENT = {"state": "running", "body": "Isto, ali sa solarnim lampama.", "cost": "1.200,50", "people": "80", "result": ""}


def taken(practice, by, community, **values):
    values = {"state": "started", "body": "Počeli smo."} | values
    return adopting.adopt(practice, by, community, values.pop("once", None) or uuid4(), "bs", **values)


def counted(practice):
    return Practice.objects.get(pk=practice.pk).adoption_count


def url(practice, community):
    return f"/prakse/{practice.pk}/primjena/?mz={community.pk}"


def refused(constraint, rows, **values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**values)
