"""Acts that touch each other, models that were adopted, what rests on a document; whoever follows is told."""

import json
import threading
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from content.actions import follow
from library import actions, comparing, importing, versions
from library.models import Adopted, Document, Resting, Touch, Version
from notifications.models import Notification
from tests import factories
from tests.at_once import at_once
from tests.library.keeping import URL, make_act, make_document, url

pytestmark = pytest.mark.django_db
ACTS = settings.BASE_DIR / "library/data/acts.json"


def told(user):
    return list(Notification.objects.filter(user=user).values_list("facts__outcome", flat=True))


def test_an_act_is_repealed_and_what_it_touched(desk, client, act, later, neighbour, newcomer):
    """From the form: the register, the answer that cites it, the page, who follows it."""
    question = factories.make_question(neighbour)
    answer = factories.make_answer(neighbour, question)
    answer.acts.add(act.act)
    follow(act, newcomer, True)
    response = desk.post(url(act, "veze"), {"later": later.get_absolute_url(), "how": "repeals", "note": "Važi novi."})
    assert response.url == f"{act.get_absolute_url()}#veze"
    act.refresh_from_db()
    answer.refresh_from_db()
    assert (act.state, act.act.state, answer.doubted_on is not None) == ("prestao", "prestao", True)
    assert told(newcomer) == ["document_touched"]
    page = client.get(act.get_absolute_url()).content.decode()
    assert "Više nije na snazi" in page
    assert later.title in page
    assert act.title in client.get(later.get_absolute_url()).content.decode()
    assert desk.post(url(act, "veze"), {"later": str(later.pk), "how": "repeals"}).status_code == 200, "once"
    assert desk.post(url(act, f"veze/{Touch.objects.get().pk}/uklanjanje")).status_code == 302
    assert not Touch.objects.exists()


def test_wrong_addresses_are_errors_of_the_field(desk, act, document, editor, places):
    draft = make_document(editor, act=make_act("nacrt"), kept_for=places.savez, status="draft")
    for typed in (
        "",
        "nema",
        "/dokumenti/999999-x/",
        act.get_absolute_url(),
        document.get_absolute_url(),
        str(draft.pk),
    ):
        answer = desk.post(url(act, "veze"), {"later": typed, "how": "changes"})
        assert (answer.status_code, "later" in answer.context["form"].errors) == (200, True), typed
    for typed in ("nema", "/prakse/999999-x/", act.get_absolute_url()):
        assert "entry" in desk.post(url(act, "pociva"), {"entry": typed}).context["form"].errors, typed
    assert not Touch.objects.exists()
    assert not Resting.objects.exists()


def test_the_state_by_itself(desk, act, newcomer, editor, stranger):
    follow(act, newcomer, True)
    assert desk.post(url(act, "stanje"), {"state": "izmijenjen", "note": "Vidjeti 5/26."}).status_code == 302
    act.refresh_from_db()
    assert (act.state, act.act.note) == ("izmijenjen", "Vidjeti 5/26.")
    assert told(newcomer) == ["document_state"]
    actions.change_state(act, editor, "izmijenjen", "Vidjeti 5/26.")
    assert told(newcomer) == ["document_state"], "nothing changed, nobody is told"
    assert desk.post(url(act, "stanje"), {"state": "nije-propis"}).status_code == 200
    with pytest.raises(PermissionDenied):
        actions.change_state(act, stranger, "prestao", "")


def test_who_adopted_a_model(desk, client, client_of, editor, coordinator, neighbour, places):
    model = make_document(editor, act=make_act("model", kind="model", state="nije-propis"), kept_for=places.savez)
    page, form = url(model, "usvojili"), {"municipality": places.tesanj.pk, "day": "5. 3. 2024", "note": "Jednoglasno."}
    hers = client_of(coordinator)
    assert client_of(neighbour).get(page).status_code == 403
    assert hers.post(page, form | {"municipality": places.laktasi.pk}).status_code == 200, "not her municipality"
    assert hers.post(page, form).status_code == 302
    assert hers.post(page, form).status_code == 200, "once"
    assert desk.post(page, {"municipality": places.laktasi.pk}).status_code == 302
    shown = client.get(model.get_absolute_url()).content.decode()
    assert "Jednoglasno." in shown
    assert places.laktasi.full_name in shown
    laktasi = Adopted.objects.get(municipality=places.laktasi)
    assert hers.post(url(model, f"usvojili/{laktasi.pk}/uklanjanje")).status_code == 403
    assert desk.post(url(model, f"usvojili/{laktasi.pk}/uklanjanje")).status_code == 302


def test_the_author_of_a_practice_says_what_it_rests_on(client, client_of, act, member, neighbour):
    practice = factories.make_practice(neighbour, title="Biramo javno", status="published")
    page, form = url(act, "pociva"), {"entry": f"https://example.ba{practice.get_absolute_url()}"}
    assert client.get(page).status_code == 302
    assert "entry" in client_of(member).post(page, form).context["form"].errors, "somebody else's"
    hers = client_of(neighbour)
    assert hers.post(page, form).url == f"{act.get_absolute_url()}#pociva"
    assert "Biramo javno" in client.get(act.get_absolute_url()).content.decode()
    factories.Entry.objects.filter(pk=practice.pk).update(status="hidden")
    assert "Biramo javno" not in client.get(act.get_absolute_url()).content.decode()
    one = Resting.objects.get()
    assert client_of(member).post(url(act, f"pociva/{one.pk}/uklanjanje")).status_code == 403
    assert hers.post(url(act, f"pociva/{one.pk}/uklanjanje")).status_code == 403, "it is not on the site any more"


def test_versions_from_the_form(desk, client, document, newcomer):
    follow(document, newcomer, True)
    form = {"name": "Osnovni tekst", "text": "Prvi.", "once": str(uuid4())}
    page = url(document, "verzije/nova")
    assert desk.post(page, form | {"text": ""}).status_code == 200
    for _ in range(2):
        assert desk.post(page, form).status_code == 302
    assert (Version.objects.count(), told(newcomer)) == (1, [])
    desk.post(page, {"name": "Druga", "text": "Drugi.", "changed": "Sve.", "once": str(uuid4())})
    assert told(newcomer) == ["document_version"]
    assert desk.get(url(document, "verzije/1/uredi")).status_code == 403, "it stands"
    assert (
        desk.post(url(document, "verzije/2/uredi"), {"name": "Druga", "text": "Drugi, ispravljen."}).status_code == 302
    )
    assert "ispravljen" in client.get(document.get_absolute_url()).content.decode()
    with pytest.raises(versions.Superseded):
        versions.correct(Version.objects.get(number=1), document.author, {"text": "Drugačije."})


def test_following(client, client_of, document, newcomer):
    hers = client_of(newcomer)
    assert client.post(url(document, "pracenje"), {"on": "1"}).status_code == 302
    assert hers.post(url(document, "pracenje"), {"on": "1"}).url == f"{document.get_absolute_url()}#pracenje"
    assert 'aria-pressed="true"' in hers.get(document.get_absolute_url()).content.decode()
    hers.post(url(document, "pracenje"), {"on": "0"})
    assert 'aria-pressed="false"' in hers.get(document.get_absolute_url()).content.decode()


def test_compared():
    before = "Član 1.\nA.\nB.\nC.\nD.\nSavjet ima pet članova.\nKraj."
    after = "Član 1.\nA.\nB.\nC.\nD.\nSavjet ima sedam članova.\nNovo.\nKraj."
    blocks = comparing.compared(before, after)
    assert [(one.how, one.count) for one in blocks] == [
        ("gap", 4), ("same", 0), ("changed", 0), ("added", 0), ("same", 0),
    ]  # fmt: skip
    assert [(one.how, one.words) for one in blocks[2].pieces] == [
        ("same", "Savjet ima "), ("gone", "pet"), ("added", "sedam"), ("same", " članova."),
    ]  # fmt: skip
    assert comparing.compared(before, before) == []
    assert [one.how for one in comparing.compared("Staro i gotovo.", "Nešto sasvim drugo, duže.")] == ["gone", "added"]


@pytest.mark.django_db(transaction=True)
def test_two_versions_at_once_have_two_numbers(document, editor, colleague):
    form = {"name": "Nova", "text": "Tekst.", "changed": "", "holds_from": ""}
    at_once(*[lambda by=by: versions.add(document, by, uuid4(), form) for by in (editor, colleague)])
    assert sorted(Version.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_of_them_fails(document, editor, colleague, monkeypatch):
    """The control of the other: both read the same last number."""
    gate = threading.Barrier(2)

    def unheld(*_):
        gate.wait(10)

    monkeypatch.setattr(versions, "_held", unheld)
    maximum = versions.Max

    def slow(*args):
        gate.wait(10)
        return maximum(*args)

    monkeypatch.setattr(versions, "Max", slow)
    form = {"name": "Nova", "text": "Tekst.", "changed": "", "holds_from": ""}
    results = at_once(*[lambda by=by: versions.add(document, by, uuid4(), form) for by in (editor, colleague)])
    assert sum(isinstance(one, Exception) for one in results) == 1
    assert Version.objects.count() == 1


@pytest.mark.usefixtures("real_register")
def test_the_real_acts_come_with_their_links(client, tmp_path):
    """All of the register, what sources say of how they touch each other; a second time nothing is new."""
    assert (importing.load(ACTS), importing.load(ACTS)) == (32, 0)
    assert Touch.objects.get(how="repeals").earlier.state == "prestao"
    assert Adopted.objects.get().municipality.slug == "novi-grad"
    assert client.get(URL).context["page"].paginator.count == 32
    assert not Document.objects.filter(author__isnull=False).exists(), "no sample person wrote them"


@pytest.mark.usefixtures("real_register")
def test_a_bad_file_writes_nothing(tmp_path):
    told = json.loads(ACTS.read_text())
    for change in ({"themes": {"zakon-o-gradu-zvornik": ["nema"]}}, {"touches": [{}]}, {"adopted": 5}):
        file = tmp_path / "acts.json"
        file.write_text(json.dumps(told | change))
        with pytest.raises(importing.Refused):
            importing.load(file)
        assert not Document.objects.exists()
