"""An association of one entity confirms neither for the other nor for the whole country; what was confirmed so is not any more."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

BEYOND_ITS_REACH = """
    UPDATE forums_answer a SET confirmed_on = NULL, confirmed_by_id = NULL, confirmed_for_id = NULL
        WHERE confirmed_for_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM register_organisation
                WHERE id = a.confirmed_for_id AND kind = 'savez' AND (
                    entity_id IS NULL OR entity_id = coalesce(
                        a.entity_id,
                        (SELECT c.entity_id FROM register_canton c WHERE c.id = a.canton_id),
                        (SELECT m.entity_id FROM register_municipality m WHERE m.id = a.municipality_id))))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0004_standing"),
    ]

    operations = [
        migrations.RunSQL(BEYOND_ITS_REACH, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="answer_confirmed_where_it_reaches",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.confirmed_for_id IS NOT NULL)",
                    func="\n            IF NOT EXISTS (\n                    SELECT FROM register_organisation\n                        WHERE id = NEW.confirmed_for_id AND kind = 'savez' AND (\n                            entity_id IS NULL OR entity_id = coalesce(\n                                NEW.entity_id,\n                                (SELECT c.entity_id FROM register_canton c WHERE c.id = NEW.canton_id),\n                                (SELECT m.entity_id FROM register_municipality m WHERE m.id = NEW.municipality_id)))) THEN\n                RAISE EXCEPTION 'answer_confirmed_where_it_reaches: an association of one entity confirms neither for the other nor for the whole country' USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_confirmed_where_it_reaches';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="442421cf13df2df94e366b3e4237208418fb1eed",
                    operation='INSERT OR UPDATE OF "confirmed_for_id", "entity_id", "canton_id", "municipality_id"',
                    pgid="pgtrigger_answer_confirmed_where_it_reaches_c5835",
                    table="forums_answer",
                    when="BEFORE",
                ),
            ),
        ),
    ]
