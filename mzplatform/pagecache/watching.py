"""Which tables are public, and how a migration makes their changes change the page stamp."""

from typing import Any

from django.apps import apps
from django.db.migrations.operations.base import Operation

PUBLIC_APPS = ("register", "practices")  # every table of these shows on pages that anonymous readers get from the cache
PUBLIC_MODELS = (
    "accounts.Mandate",  # pages say whether a municipality has a coordinator
    "accounts.Profile",  # names of authors and of councils
    "accounts.User",  # the name of a closed account is not shown
    "content.Attachment",
    "content.Entry",
    "content.Entry_themes",
    "content.EntryPlace",
    "content.Photo",
    "content.Theme",
    "forums.Answer",
    "forums.Answer_acts",
    "forums.Forwarding",
    "forums.Forwarding_organisations",
    "forums.Question",
    "forums.Question_acts",
    "forums.Source",
    "forums.Standing",
    "forums.Standing_acts",
    "lessons.Lesson",
    "library.Adopted",
    "library.Document",
    "library.Resting",
    "library.Touch",
    "library.Version",
    "networks.AgendaItem",
    "networks.Attendee",
    "networks.Card",  # from how many municipalities the members are
    "networks.Conclusion",
    "networks.Joint",
    "networks.Meeting",
    "networks.Minutes",
    "networks.Network",
    "networks.Reply",
    "networks.Topic",
    "news.News",
    "search.Synonyms",
    "trainings.Material",
    "trainings.Quiz",
    "trainings.QuizQuestion",
    "trainings.Session",
    "trainings.SignUp",
    "trainings.Training",
    "trainings.Training_municipalities",
    "trainings.Training_organisers",
    "trainings.Wish",
)
TRIGGER = "page_stamp"


def public_tables() -> set[str]:
    """The tables of all public models; histories are not shown to anybody anonymous."""
    models = [
        model
        for app in PUBLIC_APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not hasattr(model, "pgh_tracked_model")
    ]
    return {model._meta.db_table for model in [*models, *map(apps.get_model, PUBLIC_MODELS)]}


class WatchTables(Operation):
    """Whatever changes these tables changes the page stamp, in the same transaction. By statement, so bulk work is cheap."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, *tables: str) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's models know nothing of it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002
        for table in self.tables:
            schema_editor.execute(
                f"CREATE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {schema_editor.quote_name(table)}"
                " FOR EACH STATEMENT EXECUTE FUNCTION mzplatform_change_page_stamp()"
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002
        for table in self.tables:
            schema_editor.execute(f"DROP TRIGGER {TRIGGER} ON {schema_editor.quote_name(table)}")

    def describe(self) -> str:
        return f"Changes of {', '.join(self.tables)} change the page stamp"


class WatchRows(Operation):
    """As `WatchTables`, but only rows count for which `condition` holds: a draft that is saved empties no cache.

    The condition is SQL about `{row}`, which is the new row, the old one, or each of both.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, condition: str) -> None:
        self.table, self.condition = table, condition

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's models know nothing of it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002
        old, new = self.condition.format(row="OLD"), self.condition.format(row="NEW")
        rows = {"INSERT": new, "UPDATE": f"({old}) OR ({new})", "DELETE": old}
        for number, (operation, condition) in enumerate(rows.items()):
            schema_editor.execute(
                f"CREATE TRIGGER {TRIGGER}{number or ''} AFTER {operation} ON {schema_editor.quote_name(self.table)}"
                f" FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION mzplatform_change_page_stamp()"
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002
        for number in range(3):
            schema_editor.execute(f"DROP TRIGGER {TRIGGER}{number or ''} ON {schema_editor.quote_name(self.table)}")

    def describe(self) -> str:
        return f"Changes of some rows of {self.table} change the page stamp"


class WatchColumns(Operation):
    """As `WatchTables`, but only a changed value in one of the columns counts: what is new or gone stands nowhere yet."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, columns

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's models know nothing of it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in self.columns)
        schema_editor.execute(
            f"CREATE TRIGGER {TRIGGER} AFTER UPDATE ON {schema_editor.quote_name(self.table)}"
            f" FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION mzplatform_change_page_stamp()"
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002
        schema_editor.execute(f"DROP TRIGGER {TRIGGER} ON {schema_editor.quote_name(self.table)}")

    def describe(self) -> str:
        return f"Changed {', '.join(self.columns)} of {self.table} change the page stamp"
