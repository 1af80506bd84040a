"""Claims are answered by decisions, which point to them now."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_claims"),
        ("moderation", "0003_proposals"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnsweredClaim",
            fields=[],
            options={
                "verbose_name": "answered claim",
                "verbose_name_plural": "answered claims",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("accounts.claim",),
        ),
        migrations.AlterField(
            model_name="decision",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="decisions",
                to="accounts.claim",
                verbose_name="claimed role",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answeredclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_needs_decision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"status\" IN ('confirmed', 'refused'))",
                    declare="DECLARE place bigint; today date := (now() AT TIME ZONE 'Europe/Sarajevo')::date;",
                    func="\n    SELECT coalesce(NEW.municipality_id, (SELECT municipality_id FROM register_community WHERE id = NEW.community_id))\n        INTO place;\n    IF NOT EXISTS (\n        SELECT FROM moderation_decision d JOIN accounts_mandate m ON m.user_id = d.by_id\n            WHERE d.claim_id = NEW.id AND d.outcome = NEW.status AND d.by_id <> NEW.user_id\n                AND (m.role IN ('moderator', 'administrator') OR m.role = 'coordinator' AND m.municipality_id = place)\n                AND m.confirmed_on IS NOT NULL AND m.starts <= today AND (m.ends IS NULL OR m.ends >= today)) THEN\n        RAISE EXCEPTION 'claim_needs_decision: a claim is answered by a decision of somebody who may'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_needs_decision';\n    END IF;\n    RETURN NEW;\n",
                    hash="b72f6e621f51deb655f31defbaa2a88d1fcb5a48",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_claim_needs_decision_7fec2",
                    table="accounts_claim",
                    when="BEFORE",
                ),
            ),
        ),
    ]
