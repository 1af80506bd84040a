"""Nobody marks what is closed, nor what stands below it: the database holds what is above and refuses."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0016_standing"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="useful",
            trigger=pgtrigger.compiler.Trigger(
                name="useful_of_what_is_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE above_closed timestamptz;",
                    func="\n    SELECT closed INTO above_closed FROM content_entry\n        WHERE id = (SELECT coalesce(root_id, id) FROM content_entry WHERE id = NEW.entry_id) FOR NO KEY UPDATE;\n    IF above_closed IS NOT NULL THEN\n        RAISE EXCEPTION 'useful_of_what_is_open: nobody marks what is closed, nor what stands below it'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'useful_of_what_is_open';\n    END IF;\n    RETURN NEW;\n",
                    hash="05d165e92b155253ad4109ab6e8624980374f596",
                    operation="INSERT",
                    pgid="pgtrigger_useful_of_what_is_open_a24c2",
                    table="content_useful",
                    when="BEFORE",
                ),
            ),
        ),
    ]
