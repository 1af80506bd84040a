"""Adoptions of practices; what authors say a year later."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import register.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0005_drafts"),
        ("practices", "0001_initial"),
        ("register", "0002_closing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "entry_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="content.entry",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("started", "begun"),
                            ("running", "running"),
                            ("finished", "finished"),
                            ("abandoned", "given up"),
                        ],
                        default="started",
                        max_length=9,
                        verbose_name="how far it is",
                    ),
                ),
                ("since", register.models.fields.LineField(blank=True, max_length=10, verbose_name="began")),
                ("until", register.models.fields.LineField(blank=True, max_length=10, verbose_name="ended")),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost in KM",
                    ),
                ),
                ("people", models.PositiveIntegerField(blank=True, null=True, verbose_name="people reached")),
                ("result", register.models.fields.PlainTextField(blank=True, verbose_name="result")),
                ("confirmed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on")),
            ],
            options={
                "verbose_name": "adoption",
                "verbose_name_plural": "adoptions",
            },
            bases=("content.entry",),
        ),
        migrations.CreateModel(
            name="AdoptionEntry",
            fields=[],
            options={
                "verbose_name": "adoption on the spine",
                "verbose_name_plural": "adoptions on the spine",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("content.entry",),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="practice",
            name="audit",
        ),
        migrations.AddField(
            model_name="practice",
            name="asked_after",
            field=models.PositiveSmallIntegerField(
                default=0, editable=False, verbose_name="asked after so many months"
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="still_works",
            field=models.BooleanField(blank=True, editable=False, null=True, verbose_name="still works"),
        ),
        migrations.AlterField(
            model_name="practice",
            name="still_works_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="last confirmed"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practice",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('adoption_count,asked_after', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'entry_ptr_id', older ->> 'entry_ptr_id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="f2c9f6316ad9aef7f9057ece21af81841ba2ba43",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_78cd6",
                    table="practices_practice",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("still_works", None), ("still_works_on", None)),
                    models.Q(("still_works__isnull", False), ("still_works_on__isnull", False)),
                    _connector="OR",
                ),
                name="practice_still_works_has_day",
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adoptions",
                to="register.community",
                verbose_name="local community",
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="confirmed by",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoptionentry",
            trigger=pgtrigger.compiler.Trigger(
                name="adoption_count_of_entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."kind" = \'adoption\' AND (OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."withdrawn" IS DISTINCT FROM (NEW."withdrawn")))',
                    declare="DECLARE about bigint := NEW.root_id;",
                    func="\n    PERFORM FROM practices_practice WHERE entry_ptr_id = about FOR UPDATE;\n    UPDATE practices_practice SET adoption_count = (\n        SELECT count(DISTINCT a.community_id)\n            FROM practices_adoption a JOIN content_entry e ON e.id = a.entry_ptr_id\n            WHERE e.root_id = about AND e.status = 'published' AND e.withdrawn IS NULL\n                AND a.confirmed_on IS NOT NULL AND a.state <> 'abandoned')\n        WHERE entry_ptr_id = about;\n    RETURN NULL;\n",
                    hash="a7127d58af2086eb58e6c11893f50944d8eecc73",
                    operation="UPDATE",
                    pgid="pgtrigger_adoption_count_of_entry_2066a",
                    table="content_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoptionentry",
            trigger=pgtrigger.compiler.Trigger(
                name="adoption_count_of_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"kind\" = 'adoption')",
                    declare="DECLARE about bigint := OLD.root_id;",
                    func="\n    PERFORM FROM practices_practice WHERE entry_ptr_id = about FOR UPDATE;\n    UPDATE practices_practice SET adoption_count = (\n        SELECT count(DISTINCT a.community_id)\n            FROM practices_adoption a JOIN content_entry e ON e.id = a.entry_ptr_id\n            WHERE e.root_id = about AND e.status = 'published' AND e.withdrawn IS NULL\n                AND a.confirmed_on IS NOT NULL AND a.state <> 'abandoned')\n        WHERE entry_ptr_id = about;\n    RETURN NULL;\n",
                    hash="57312846cee11bc4c92d33cbea3581ed25ce43af",
                    operation="DELETE",
                    pgid="pgtrigger_adoption_count_of_deleted_4ec86",
                    table="content_entry",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="adoption",
            index=models.Index(fields=["community"], name="adoption_by_community"),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["started", "running", "finished", "abandoned"])),
                name="adoption_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost", None), ("cost__gte", 0), _connector="OR"), name="adoption_cost"
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("since", ""),
                        (
                            "since__regex",
                            "^[12][0-9]{3}(-(0[1-9]|1[0-2])|-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])))?$",
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("until", ""),
                        (
                            "until__regex",
                            "^[12][0-9]{3}(-(0[1-9]|1[0-2])|-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])))?$",
                        ),
                        _connector="OR",
                    ),
                ),
                name="adoption_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_by", None), ("confirmed_on__isnull", False), _connector="OR"),
                name="adoption_confirmed_on_a_day",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoption",
            trigger=pgtrigger.compiler.Trigger(
                name="adoption_state_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{started:running,started:finished,started:abandoned,running:finished,running:abandoned,abandoned:running}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="4cfd54af49ff3bb626dc114284502c449601dd4d",
                    operation="UPDATE",
                    pgid="pgtrigger_adoption_state_moves_09195",
                    table="practices_adoption",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoption",
            trigger=pgtrigger.compiler.Trigger(
                name="adoption_is_an_adoption",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                    SELECT FROM content_entry e JOIN practices_practice p ON p.entry_ptr_id = e.root_id\n                        WHERE e.id = NEW.entry_ptr_id AND e.kind = 'adoption') THEN\n                RAISE EXCEPTION 'adoption_is_an_adoption: the entry is of another kind, or stands below no practice' USING ERRCODE = 'check_violation', CONSTRAINT = 'adoption_is_an_adoption';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="0089507139aad41fe7a86da4bea68fd8adba4d02",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_adoption_is_an_adoption_b5892",
                    table="practices_adoption",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoption",
            trigger=pgtrigger.compiler.Trigger(
                name="adoption_confirmed_by_its_council",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.confirmed_on IS NOT NULL\n                    AND (TG_OP = 'INSERT' OR OLD.confirmed_on IS NULL OR OLD.community_id <> NEW.community_id)\n                    AND NOT EXISTS (SELECT FROM content_entry WHERE id = NEW.entry_ptr_id AND is_sample)\n                    AND NOT EXISTS (\n                        SELECT FROM accounts_mandate\n                            WHERE user_id = NEW.confirmed_by_id AND community_id = NEW.community_id\n                                AND confirmed_on IS NOT NULL\n                                AND starts <= (now() AT TIME ZONE 'Europe/Sarajevo')::date\n                                AND (ends IS NULL OR ends >= (now() AT TIME ZONE 'Europe/Sarajevo')::date)) THEN\n                RAISE EXCEPTION 'adoption_confirmed_by_its_council: only the council of that community confirms' USING ERRCODE = 'check_violation', CONSTRAINT = 'adoption_confirmed_by_its_council';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="c4b3d79ed502f8a058b38bf01ea21167455e0bf1",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_adoption_confirmed_by_its_council_eb857",
                    table="practices_adoption",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoption",
            trigger=pgtrigger.compiler.Trigger(
                name="adoption_count",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE about bigint := (SELECT root_id FROM content_entry WHERE id = NEW.entry_ptr_id);",
                    func="\n    PERFORM FROM practices_practice WHERE entry_ptr_id = about FOR UPDATE;\n    UPDATE practices_practice SET adoption_count = (\n        SELECT count(DISTINCT a.community_id)\n            FROM practices_adoption a JOIN content_entry e ON e.id = a.entry_ptr_id\n            WHERE e.root_id = about AND e.status = 'published' AND e.withdrawn IS NULL\n                AND a.confirmed_on IS NOT NULL AND a.state <> 'abandoned')\n        WHERE entry_ptr_id = about;\n    RETURN NULL;\n",
                    hash="3b4a2e404bfe2571ddb2154380e2f7d340e47a0f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_adoption_count_a617e",
                    table="practices_adoption",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoption",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'entry_ptr_id', older ->> 'entry_ptr_id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="99b9982b88d54bb7794218b1f0a9b4111a4d6573",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_22d2c",
                    table="practices_adoption",
                    when="AFTER",
                ),
            ),
        ),
    ]
