"""History is written by the database: complete, with who and how, and not to be changed."""

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import Error, transaction
from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject
from pghistory.middleware import HistoryMiddleware

from register.models import Boundary, Community, Contact, Municipality

TRACKED = [
    model
    for model in apps.get_app_config("register").get_models()
    if not model.__name__.endswith("Event") and model.__name__ != "FormerSlug"
]


def events(model):
    return apps.get_model("register", f"{model}Event").objects.order_by("pgh_id")


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model.__name__)
def test_every_model_has_history(model):
    event = apps.get_model("register", f"{model.__name__}Event")
    kept = {field.name for field in event._meta.fields}
    derived = {"sort_key", "search_keys", "updated", "value" if model is Contact else "", "geometry"}
    assert {field.name for field in model._meta.fields} - kept <= derived


def test_added_changed_deleted(places):
    with pghistory.context(source="test"):
        Community.objects.filter(pk=places.kalosevic.pk).update(notes="x")
        places.kalosevic.delete()
    rows = events("Community").filter(pgh_obj_id=events("Community").get(pgh_label="delete").pgh_obj_id)
    assert list(rows.values_list("pgh_label", "notes")) == [("insert", ""), ("update", "x"), ("delete", "x")]
    assert [row.pgh_context and row.pgh_context["source"] for row in rows] == [None, "test", "test"]


def test_saving_without_a_change_writes_nothing(places):
    before = events("Community").count()
    places.jelah.save()
    assert events("Community").count() == before


def test_number_of_a_contact_is_not_kept_but_its_change_is(places):
    contact = Contact.objects.create(community=places.jelah, kind="telefon", value="061 111 222")
    contact.value = "061 333 444"
    contact.save()
    assert list(events("Contact").values_list("pgh_label", flat=True)) == ["insert", "update"]
    assert not hasattr(events("Contact").first(), "value")


@pytest.mark.usefixtures("real_register")
@pytest.mark.parametrize("act", ["update", "delete"])
def test_history_cannot_be_changed(act):
    Boundary.objects.create(municipality=Municipality.objects.earliest("pk"), geometry={}, source="x")
    for model in TRACKED:
        rows = events(model.__name__)
        assert rows.exists()
        with pytest.raises(Error, match="Cannot update or delete rows"), transaction.atomic():
            rows.update(pgh_label="x") if act == "update" else rows.delete()


def test_rolled_back_changes_leave_no_history(places):
    before = events("Community").count()
    with transaction.atomic():
        Community.objects.update(notes="x")
        transaction.set_rollback(True)
    assert events("Community").count() == before


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_who_reads_is_not_looked_up(rf, method):
    """Otherwise every page would depend on the session cookie and cost its queries."""
    request = getattr(rf, method)("/")
    looked = []
    request.user = SimpleLazyObject(lambda: looked.append(1) or AnonymousUser())
    HistoryMiddleware(lambda _request: HttpResponse())(request)
    assert bool(looked) == (method == "post")
