"""What somebody says below an answer of theirs without a name has none either, wherever that answer was moved."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0017_useful_of_what_is_open"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="entry",
            name="entry_below_its_root",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_below_its_root",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.root_id IS NOT NULL)",
                    declare="DECLARE above_closed timestamptz;",
                    func="\n    SELECT author_id IS NOT DISTINCT FROM NEW.author_id AND author_id IS NOT NULL AND is_unnamed, closed\n        INTO NEW.is_unnamed, above_closed FROM content_entry WHERE id = NEW.root_id FOR NO KEY UPDATE;\n    NEW.is_unnamed := coalesce(NEW.is_unnamed, false) OR EXISTS (\n        SELECT FROM content_entry WHERE id = NEW.parent_id AND author_id = NEW.author_id AND is_unnamed);\n    IF above_closed IS NOT NULL THEN\n        RAISE EXCEPTION 'entry_above_is_open: nothing new comes below what is closed'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_above_is_open';\n    END IF;\n    RETURN NEW;\n",
                    hash="d66771889030fc9a937fc4a0be4d7814eebb50c8",
                    operation="INSERT",
                    pgid="pgtrigger_entry_below_its_root_ba3d2",
                    table="content_entry",
                    when="BEFORE",
                ),
            ),
        ),
    ]
