"""What `migrate` makes anew when one model changes: that model; and all of them before code of a migration looks."""

from __future__ import annotations

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from mzplatform.management.commands.migrate import changed_models_alone


@pytest.fixture
def state() -> ProjectState:
    """A village and its house, made as classes."""
    state = ProjectState()
    state.add_model(ModelState("register", "Village", [("id", models.BigAutoField(primary_key=True))]))
    village = models.ForeignKey("register.Village", models.CASCADE)
    state.add_model(
        ModelState("register", "House", [("id", models.BigAutoField(primary_key=True)), ("village", village)])
    )
    assert state.apps
    return state


def classes(state: ProjectState) -> list[type[models.Model]]:
    return [state.apps.get_model("register", name) for name in ("Village", "House")]


def test_an_index_leaves_the_neighbours_as_they_are(state) -> None:
    village, house = classes(state)
    with changed_models_alone():
        state.add_index("register", "village", models.Index(fields=["id"], name="by_id"))
    changed, same = classes(state)
    assert same is house
    assert changed is not village
    assert [index.name for index in changed._meta.indexes] == ["by_id"]
    assert same in {relation.related_model for relation in changed._meta.related_objects}
    state.add_index("register", "village", models.Index(fields=["id"], name="again"))
    assert classes(state)[1] is not house, "what Django does by itself"


def test_code_of_a_migration_finds_classes_that_know_each_other(state) -> None:
    with changed_models_alone():
        state.add_field("register", "village", "name", models.TextField(), preserve_default=True)
    state.clear_delayed_apps_cache()  # as RunPython does first
    village, house = classes(state)
    assert house._meta.get_field("village").related_model is village
    assert house(village=village(name="Jelah")).village.name == "Jelah"


def test_a_relation_brings_its_neighbours(state) -> None:
    village, house = classes(state)
    with changed_models_alone():
        twin = models.ForeignKey("register.Village", models.CASCADE, null=True, related_name="+")
        state.add_field("register", "village", "twin", twin, preserve_default=True)
    assert not {village, house} & set(classes(state))
