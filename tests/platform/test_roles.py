"""The application role works with rows and cannot touch the history or the tables."""

from __future__ import annotations

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from content.models import AuditRow
from mzplatform.checks import OWNED, runtime_role_owns_nothing
from mzplatform.management.commands.grants import HISTORY, ROWS, histories, wanted
from tests import factories

FORBIDDEN = psycopg.errors.InsufficientPrivilege
COLUMNS = {"content_auditrow": "action", "notifications_mailconsent": "choice"}  # of those that hold no history


def test_it_reads_and_writes_rows(transactional_db, as_application: psycopg.Connection) -> None:
    places = factories.make_places()
    as_application.execute("UPDATE register_community SET name = 'Novo' WHERE id = %s", [places.jelah.pk])
    as_application.commit()
    places.jelah.refresh_from_db()
    assert places.jelah.name == "Novo"


def test_what_it_does_is_written_into_the_history(transactional_db, as_application: psycopg.Connection) -> None:
    places = factories.make_places()
    count = "SELECT count(*) FROM register_communityevent WHERE pgh_obj_id = %s"
    (before,) = as_application.execute(count, [places.jelah.pk]).fetchone()
    as_application.execute("UPDATE register_community SET name = 'Novo' WHERE id = %s", [places.jelah.pk])
    assert as_application.execute(count, [places.jelah.pk]).fetchone() == (before + 1,)


@pytest.mark.parametrize("table", sorted(histories()))
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = NULL", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"])
def test_it_cannot_change_the_history(as_application: psycopg.Connection, table: str, statement: str) -> None:
    with pytest.raises(FORBIDDEN):
        as_application.execute(statement.format(table, COLUMNS.get(table, "pgh_label")))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "ALTER TABLE register_community ADD mine int",
        "ALTER TABLE register_community DISABLE TRIGGER ALL",
        "DROP TRIGGER page_stamp ON register_community",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
        "TRUNCATE register_community CASCADE",
        "SET ROLE mz_owner",
        "COPY register_community TO PROGRAM 'cat'",
    ],
)
def test_it_changes_no_table_and_becomes_nobody_else(as_application: psycopg.Connection, statement: str) -> None:
    with pytest.raises(FORBIDDEN):
        as_application.execute(statement)


def test_it_empties_history_through_one_function_alone(transactional_db, as_application: psycopg.Connection) -> None:
    """And what it did is written down, where it cannot take it back."""
    entry = factories.make_entry(None, body="Riječ.")
    (done,) = as_application.execute("SELECT content_redact('all', %s)", [[entry.pk]]).fetchone()
    as_application.commit()
    assert done == entry.revisions.filter(title="", body="").count() == 1
    assert AuditRow.objects.get(action="redact").fields == ["body", "lead", "title"]
    with pytest.raises(FORBIDDEN):
        as_application.execute("UPDATE content_entryrevision SET body = ''")
    as_application.rollback()
    with pytest.raises(psycopg.errors.RaiseException, match="is nothing that is redacted"):
        as_application.execute("SELECT content_redact('everything', %s)", [[entry.pk]])


def test_histories_are_found() -> None:
    assert {"register_communityevent", "register_municipalityevent", "register_figureevent"} <= histories()
    assert wanted("register_communityevent") == HISTORY
    assert wanted("register_community") == ROWS


@pytest.mark.django_db
def test_a_new_table_gets_its_rights_and_excess_ones_are_taken(capsys) -> None:
    held = "SELECT has_table_privilege('mz_app', %s, 'UPDATE')"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE brand_new (id int)")
        cursor.execute("GRANT UPDATE ON register_communityevent TO mz_app")
        call_command("grants", "mz_app")
        cursor.execute(held, ["brand_new"])
        assert cursor.fetchone() == (True,)
        cursor.execute(held, ["register_communityevent"])
        assert cursor.fetchone() == (False,)
    call_command("grants", "mz_app")
    assert "all rights are as they should be" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_role_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="no role nobody_here"):
        call_command("grants", "nobody_here")


@pytest.mark.django_db
def test_running_as_the_owner_is_warned_about() -> None:
    assert [message.id for message in runtime_role_owns_nothing(databases=["default"])] == ["mzplatform.W001"]


def test_running_as_the_application_role_is_not(as_application: psycopg.Connection) -> None:
    assert as_application.execute(OWNED).fetchone() == (0,)
