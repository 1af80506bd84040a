"""An answer that cites an act which was changed or repealed before is in doubt as well."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0005_confirmed_where_it_reaches"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActOfAnswer",
            fields=[],
            options={
                "verbose_name": "act of an answer",
                "verbose_name_plural": "acts of answers",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("forums.answer_acts",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actofanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="answer_doubted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE is_now text;",
                    func="\n                    SELECT state INTO is_now FROM register_legalact WHERE id = NEW.legalact_id FOR SHARE;\n                    IF is_now IN ('izmijenjen', 'prestao') THEN\n                        UPDATE forums_answer SET doubted_on = clock_timestamp()\n                            WHERE doubted_on IS NULL AND entry_ptr_id = NEW.answer_id;\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="cf426be9a75d04a194b6073151e1f7df400db713",
                    operation="INSERT",
                    pgid="pgtrigger_answer_doubted_ad703",
                    table="forums_answer_acts",
                    when="AFTER",
                ),
            ),
        ),
    ]
