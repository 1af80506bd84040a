"""Laws, statutes and decisions: where each holds, what the database refuses, how they come in and stand on a page."""

from __future__ import annotations

from io import StringIO

import pytest
from django.db.models import ProtectedError

from library.models import Document
from mzplatform.management.commands.prepare import Command
from practices.models import Practice
from register.models import LegalAct, Municipality
from tests.markup import text_of, valid
from tests.register.desk import change
from tests.register.sheets import as_file, problems, row_of
from trainings.models import Training

pytestmark = pytest.mark.django_db


def make_act(slug="odluka", **fields) -> LegalAct:
    return LegalAct.objects.create(**{"slug": slug, "title": "Odluka", "kind": "odluka"} | fields)


@pytest.mark.usefixtures("real_register")
class TestOfTheRegister:
    def test_every_one_says_where_it_holds(self):
        labels = {act.slug: act.place_label for act in LegalAct.objects.with_places()}
        assert len(labels) == 32
        assert labels["zakon-o-principima-lokalne-samouprave-u-federaciji-bih"] == "Federacija Bosne i Hercegovine"
        assert labels["zakon-o-lokalnoj-samoupravi-unsko-sanskog-kantona"] == "Unsko-sanski kanton"
        assert labels["statut-opcine-tesanj"] == "Općina Tešanj"
        assert labels["evropska-povelja-o-lokalnoj-samoupravi"] == "cijela Bosna i Hercegovina"

    def test_one_is_no_longer_in_force_and_two_are_no_acts(self):
        states = list(LegalAct.objects.values_list("state", flat=True))
        assert (states.count("prestao"), states.count("nije-propis"), states.count("na-snazi")) == (1, 2, 29)

    @pytest.mark.parametrize(
        ("place", "act", "others"),
        [("tesanj", "Statut Općine Tešanj", 0), ("brcko", "Zakon o mjesnim zajednicama u Brčko distriktu BiH", 1)],
    )
    def test_a_municipality_shows_its_own(self, client, place, act, others):
        page = client.get(f"/mjesne-zajednice/{place}/")
        valid(page)
        assert act in text_of(page)
        assert len(page.context["acts"]) == 1 + others
        assert "Provjeriti izmjene." in text_of(page)
        cyrillic = text_of(client.get(f"/sr/mjesne-zajednice/{place}/"))
        assert "на снази" in cyrillic

    def test_a_site_that_is_older_than_they_are_gets_them_and_keeps_them(self, monkeypatch):
        for model in (Practice, Training, Document):
            monkeypatch.setattr(model.objects, "exists", lambda: True)  # whose import is another matter
        LegalAct.objects.all().delete()
        Command(stdout=StringIO()).rows()
        assert LegalAct.objects.count() == 32
        LegalAct.objects.exclude(slug="statut-opcine-tesanj").delete()
        Command(stdout=StringIO()).rows()
        assert LegalAct.objects.count() == 1

    def test_one_that_ended_says_so(self, client):
        LegalAct.objects.filter(slug="statut-opcine-tesanj").update(state="prestao")
        assert "nije više na snazi" in text_of(client.get("/mjesne-zajednice/tesanj/"))


def test_where_one_holds(places):
    canton, fbih = places.tesanj.canton, places.fbih
    everywhere = [(None, None, None, True, True), (fbih, None, None, True, False)]
    there = [
        (None, canton, None, True, False),
        (None, None, places.tesanj, True, False),
        (places.rs, None, None, False, True),
    ]
    for entity, its_canton, municipality, in_tesanj, in_laktasi in everywhere + there:
        act = LegalAct(entity=entity, canton=its_canton, municipality=municipality)
        assert (act.holds_in(places.tesanj), act.holds_in(places.laktasi)) == (in_tesanj, in_laktasi)


def test_a_place_stays_as_long_as_an_act_holds_there(places):
    make_act(municipality=places.laktasi)
    with pytest.raises(ProtectedError):
        Municipality.objects.get(pk=places.laktasi.pk).delete()


@pytest.mark.usefixtures("in_english", "small_register")
@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"entity_code": "FBiH", "municipality_slug": "tesanj"}, "column municipality_slug: it holds in an entity"),
        ({"year": "3000"}, "column year: the year lies between 1850 and this one"),
        ({"year": "1700"}, "column year: the year lies between 1850 and this one"),
        ({"kind": "studija"}, "column state: a model or a study"),
        ({"state": "nije-propis"}, "column state: a model or a study"),
        ({"municipality_slug": "nema"}, "column municipality_slug"),
        ({"title": ""}, "column title"),
    ],
)
def test_the_import_names_what_is_wrong(cells, said):
    row = {"slug": "odluka", "title": "Odluka", "kind": "odluka", "state": "na-snazi"} | cells
    (problem,) = problems(as_file(row_of("legal_acts.csv", **row)), "legal_acts.csv")
    assert problem.startswith(f"legal_acts.csv, line 2, {said}")


def test_the_administration_keeps_them(desk, places):
    act = make_act(municipality=places.tesanj)
    change(desk, act, state="prestao", note="Nova odluka 3/26")
    act.refresh_from_db()
    assert (act.state, act.note, act.municipality) == ("prestao", "Nova odluka 3/26", places.tesanj)
    answer = change(desk, act, entity=str(places.fbih.pk))
    assert "Izaberite entitet, kanton ili općinu" in answer.content.decode()
    listed = text_of(desk.get("/upravljanje/register/legalact/?q=tešanj"))
    assert "Odluka" in listed
    history = text_of(desk.get(f"/upravljanje/register/legalact/{act.pk}/history/"))
    assert "nije više na snazi" in history
