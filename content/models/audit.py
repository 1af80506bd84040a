"""The audit: who changed which fields of which row, by which request. Ids and names of fields, never a value.

Written by a trigger, so that no code path can forget it, and outliving its subject. The application's role may add rows
and read them, nothing else (`manage.py grants`); with a single role the trigger below refuses the same.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

# Both rows as JSON, field by field. Actor and request come from django-pghistory's context, which its middleware sets for
# every request that may write, and a command with `pghistory.context(...)`.
DECLARE = [
    ("older", "jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END"),
    ("newer", "jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END"),
    ("context", "jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb"),
    ("changed", "text[]"),
]
WRITE = """
    SELECT array_agg(name ORDER BY name) INTO changed
        FROM jsonb_object_keys(older || newer) AS name
        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('UNWATCHED', ','));
    IF changed IS NOT NULL THEN
        INSERT INTO content_auditrow (at, "table", row_id, action, fields, actor_id, request)
        VALUES (
            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'KEY', older ->> 'KEY')::bigint, lower(TG_OP), changed,
            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')
        );
    END IF;
    RETURN NULL;
"""


def audit(*unwatched: str, key: str = "id") -> pgtrigger.Trigger:
    """The trigger that writes the audit of a table, for its `Meta.triggers`. `unwatched` columns are derived ones."""
    return pgtrigger.Trigger(
        name="audit",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=DECLARE,
        func=WRITE.replace("UNWATCHED", ",".join(unwatched)).replace("KEY", key),
    )


class AuditRow(models.Model):
    """One change of one row."""

    append_only = True  # `manage.py grants` reads this

    at = models.DateTimeField(_("when"))
    table = models.CharField(_("table"), max_length=63)
    row_id = models.BigIntegerField(_("row"))
    action = models.CharField(_("what"), max_length=6)
    fields = ArrayField(models.CharField(max_length=63), verbose_name=_("fields"))
    actor_id = models.BigIntegerField(_("who"), null=True)
    request = models.TextField(_("how"), blank=True)

    class Meta:
        verbose_name = _("audit row")
        verbose_name_plural = _("audit rows")
        ordering = ("-id",)
        indexes = (models.Index(fields=["table", "row_id"], name="audit_of_row"),)
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}: {self.action}"
