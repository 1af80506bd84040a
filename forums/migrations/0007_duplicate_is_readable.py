"""Whoever reads a question that is closed as a duplicate may read the one that it leads to."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0006_doubted_when_cited"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="question_duplicate_is_readable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.duplicate_of_id IS NOT NULL AND NEW.duplicate_of_id IS DISTINCT FROM OLD.duplicate_of_id)",
                    func="\n            IF NOT EXISTS (\n        SELECT FROM content_entry here JOIN content_entry there ON there.id = NEW.duplicate_of_id\n            WHERE here.id = NEW.entry_ptr_id AND (\n                there.audience = 'public' OR (there.audience = 'members' AND here.audience <> 'public')\n                OR (there.audience, there.organisation_id)\n                    IS NOT DISTINCT FROM (here.audience, here.organisation_id))) THEN\n                RAISE EXCEPTION 'question_duplicate_is_readable: whoever reads a question may read the one that it leads to' USING ERRCODE = 'check_violation', CONSTRAINT = 'question_duplicate_is_readable';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="42224ecbac1a0f089af44d46795633dd254bf37b",
                    operation='UPDATE OF "duplicate_of_id"',
                    pgid="pgtrigger_question_duplicate_is_readable_22790",
                    table="forums_question",
                    when="BEFORE",
                ),
            ),
        ),
    ]
