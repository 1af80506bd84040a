"""A municipality that a rule looked at stays as it is until what was written is saved."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0009_years_that_were"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="community_municipality_has_communities",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="community_in_no_city",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="municipality",
            name="municipality_part_of_city",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="community_municipality_has_communities",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF OLD.municipality_id IS DISTINCT FROM NEW.municipality_id\n        AND (SELECT without_communities FROM register_municipality WHERE id = NEW.municipality_id FOR SHARE) THEN\n                RAISE EXCEPTION 'community_municipality_has_communities: this municipality is marked as one without local communities' USING ERRCODE = 'check_violation', CONSTRAINT = 'community_municipality_has_communities';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="bf301553cf673f4274b84b3348ccc1e91a601133",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_community_municipality_has_communities_60586",
                    table="register_community",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="community_in_no_city",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF OLD.municipality_id IS DISTINCT FROM NEW.municipality_id\n        AND (SELECT is_umbrella FROM register_municipality WHERE id = NEW.municipality_id FOR SHARE) THEN\n                RAISE EXCEPTION 'community_in_no_city: a city made of several municipalities has no local communities of its own' USING ERRCODE = 'check_violation', CONSTRAINT = 'community_in_no_city';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="4222ffe148e430f3793a781fb10ccb0ee1105a1d",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_community_in_no_city_8922e",
                    table="register_community",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="municipality",
            trigger=pgtrigger.compiler.Trigger(
                name="municipality_part_of_city",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF OLD.umbrella_id IS DISTINCT FROM NEW.umbrella_id\n                    AND NOT (SELECT is_umbrella FROM register_municipality WHERE id = NEW.umbrella_id FOR SHARE)\n                OR NOT NEW.is_umbrella AND EXISTS (SELECT FROM register_municipality WHERE umbrella_id = NEW.id) THEN\n                RAISE EXCEPTION 'municipality_part_of_city: only a city made of several municipalities has parts' USING ERRCODE = 'check_violation', CONSTRAINT = 'municipality_part_of_city';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="8621633b6ab6e535f1537405ff4b92be3c4283d9",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_municipality_part_of_city_e12c2",
                    table="register_municipality",
                    when="BEFORE",
                ),
            ),
        ),
    ]
