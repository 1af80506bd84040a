"""What the application role may do: work with rows, add to the history, change no table."""

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

ROWS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
HISTORY = frozenset({"SELECT", "INSERT"})  # audit rows cannot be changed or deleted
SPECIAL = {
    "django_migrations": frozenset({"SELECT"}),
    "moderation_decision": frozenset({"SELECT", "INSERT", "UPDATE"}),  # its trigger lets nothing but an erased name go
    "pghistory_context": frozenset({"SELECT", "INSERT", "UPDATE"}),  # its trigger function adds to what it inserted
}
HELD = """
SELECT relation.relname, coalesce(array_agg(held.privilege_type) FILTER (WHERE held.privilege_type IS NOT NULL), '{}')
FROM pg_class relation
LEFT JOIN LATERAL (
    SELECT privilege_type FROM aclexplode(relation.relacl) WHERE grantee = to_regrole(%s)
) held ON true
WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind IN ('r', 'p')
GROUP BY relation.relname
"""


class Command(BaseCommand):
    """Run by `migrate` whenever DATABASE_APPLICATION_ROLE is set; safe to repeat."""

    help = "Grants the application role (DATABASE_APPLICATION_ROLE, or ROLE) what the server and the worker need."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", nargs="?", default=settings.DATABASE_APPLICATION_ROLE)

    def handle(self, *_args: Any, role: str, **options: Any) -> None:
        if not role:
            raise CommandError("Name the role, or set DATABASE_APPLICATION_ROLE.")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if not cursor.fetchone():
                raise CommandError(f"The database has no role {role}.")
            cursor.execute(HELD, [role])
            held = {table: frozenset(privileges) for table, privileges in cursor.fetchall()}
            due = {table: wanted(table) for table in held if held[table] != wanted(table)}
            for table, privileges in sorted(due.items()):
                names = {"table": sql.Identifier(table), "role": sql.Identifier(role)}
                cursor.execute(sql.SQL("REVOKE ALL ON {table} FROM {role}").format(**names))
                grant = "GRANT " + ", ".join(sorted(privileges)) + " ON {table} TO {role}"
                cursor.execute(sql.SQL(grant).format(**names))
            if due:
                everywhere = "GRANT USAGE ON SCHEMA public TO {0}; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {0}"
                cursor.execute(sql.SQL(everywhere).format(sql.Identifier(role)))
        if options["verbosity"]:
            self.stdout.write(
                f"{role}: rights on {len(due)} tables set." if due else f"{role}: all rights are as they should be."
            )


def wanted(table: str) -> frozenset[str]:
    """The privileges of the application role on a table."""
    return SPECIAL.get(table) or (HISTORY if table in histories() else ROWS)


def histories() -> set[str]:
    """The tables that triggers fill with history, and those of models that say `append_only`."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model") or getattr(model, "append_only", False)
    }
