"""A city made of several municipalities has no local communities of its own: its parts have them."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0007_readable_names"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="community_in_no_city",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (SELECT is_umbrella FROM register_municipality WHERE id = NEW.municipality_id) THEN\n                RAISE EXCEPTION 'community_in_no_city: a city made of several municipalities has no local communities of its own' USING ERRCODE = 'check_violation', CONSTRAINT = 'community_in_no_city';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="a09d826be2ab46118e348fb9d977b23bb071fc74",
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
                name="municipality_city_has_no_communities",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.is_umbrella AND EXISTS (SELECT FROM register_community WHERE municipality_id = NEW.id) THEN\n                RAISE EXCEPTION 'municipality_city_has_no_communities: it has local communities in the register' USING ERRCODE = 'check_violation', CONSTRAINT = 'municipality_city_has_no_communities';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="bcad23cf96e00e528a4a4413753aa917640d8f5c",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_municipality_city_has_no_communities_807a9",
                    table="register_municipality",
                    when="BEFORE",
                ),
            ),
        ),
    ]
