"""Signing up: seats, registrations, questions to applicants, messages, the calendar of one's own."""

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import register.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_named_in_texts"),
        ("register", "0014_legal_acts"),
        ("trainings", "0003_materials"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="training_feed",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                ("serial", models.PositiveIntegerField(default=1, verbose_name="which address in turn")),
                ("is_on", models.BooleanField(default=True, verbose_name="works")),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
            ],
            options={
                "verbose_name": "calendar of one's own",
                "verbose_name_plural": "calendars of one's own",
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place in lists")),
                ("text", register.models.fields.LineField(max_length=200, verbose_name="question")),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "a text"), ("choice", "one of several answers"), ("yes_no", "yes or no")],
                        default="text",
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=register.models.fields.LineField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="answers to choose from",
                    ),
                ),
                ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("organisers", "the organisers"),
                            ("trainers", "also the trainers, on the printed list"),
                        ],
                        default="organisers",
                        max_length=10,
                        verbose_name="who sees the answers",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", register.models.fields.LineField(blank=True, max_length=80, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("language", models.CharField(default="bs", editable=False, max_length=8, verbose_name="language")),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("f", "woman"), ("m", "man"), ("", "I would rather not say")],
                        max_length=1,
                        verbose_name="gender",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "on the waiting list"),
                            ("offered", "a seat is offered"),
                            ("confirmed", "signed up"),
                            ("withdrawn", "withdrawn"),
                            ("lapsed", "did not answer the offer"),
                            ("removed", "removed by the organiser"),
                        ],
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("queued", models.DateTimeField(default=django.utils.timezone.now, verbose_name="signed up")),
                ("offered_until", models.DateTimeField(blank=True, null=True, verbose_name="confirm by")),
                ("changed", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
                ("consented", models.DateTimeField(blank=True, null=True, verbose_name="agreed on")),
                ("needs_transport", models.BooleanField(default=False, verbose_name="transport")),
                ("needs_access", models.BooleanField(default=False, verbose_name="access for a wheelchair")),
                ("needs_food", models.BooleanField(default=False, verbose_name="special food")),
                (
                    "note",
                    register.models.fields.LineField(
                        blank=True, max_length=300, verbose_name="what else the organiser should know"
                    ),
                ),
                ("reason", register.models.fields.LineField(blank=True, max_length=300, verbose_name="reason")),
                ("reminded_week", models.DateField(editable=False, null=True)),
                ("reminded_day", models.DateField(editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by whom",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.community",
                        verbose_name="local community",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.municipality",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="registrations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", register.models.fields.LineField(max_length=500, verbose_name="answer")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="answers",
                        to="trainings.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="trainings.registration",
                        verbose_name="registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                (
                    "training",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sign_up",
                        serialize=False,
                        to="trainings.training",
                        verbose_name="training",
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(verbose_name="seats")),
                ("opens", models.DateField(blank=True, null=True, verbose_name="sign-up from")),
                ("closes", models.DateField(blank=True, null=True, verbose_name="sign-up until")),
                (
                    "per_municipality",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="seats for one municipality at most"
                    ),
                ),
                (
                    "per_community",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="seats for one local community at most"
                    ),
                ),
                ("for_women", models.PositiveSmallIntegerField(default=0, verbose_name="seats held for women")),
                ("women_until", models.DateField(blank=True, null=True, verbose_name="held until")),
                ("taken", models.PositiveIntegerField(default=0, editable=False, verbose_name="seats taken")),
                ("waiting", models.PositiveIntegerField(default=0, editable=False, verbose_name="people who wait")),
            ],
            options={
                "verbose_name": "sign-up",
                "verbose_name_plural": "sign-ups",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("seats__lte", 2000)), name="signup_seats"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("seats"))), name="signup_never_oversold"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens", None), ("closes", None), ("opens__lte", models.F("closes")), _connector="OR"
                        ),
                        name="signup_opens_before_it_closes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("per_municipality", None), ("per_municipality__gte", 1), _connector="OR"),
                            models.Q(("per_community", None), ("per_community__gte", 1), _connector="OR"),
                        ),
                        name="signup_seats_of_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("for_women", 0), ("women_until", None)),
                            models.Q(("for_women__gte", 1), ("women_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="signup_women_until_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("for_women__lte", models.F("seats"))), name="signup_women_within_the_seats"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="registration",
            name="sign_up",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="registrations",
                to="trainings.signup",
                verbose_name="sign-up",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="sign_up",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="trainings.signup",
                verbose_name="sign-up",
            ),
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "to",
                    models.CharField(
                        choices=[("coming", "everyone who is signed up"), ("waiting", "everyone who waits for a seat")],
                        max_length=8,
                        verbose_name="to whom",
                    ),
                ),
                ("text", register.models.fields.PlainTextField(max_length=2000, verbose_name="text")),
                ("sent", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent")),
                ("number", models.PositiveSmallIntegerField(default=0, verbose_name="people")),
                ("once", models.UUIDField(editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by whom",
                    ),
                ),
                (
                    "sign_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="trainings.signup",
                        verbose_name="sign-up",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ("-sent",),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signup",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('taken,waiting', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'training_id', older ->> 'training_id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="315b443805a4aba7aa52b1fc665608eacfae24cb",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_8f184",
                    table="trainings_signup",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("registration", "question"), name="training_answer_once"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="training_answer_says_something"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="training_answer_of_its_training",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (SELECT sign_up_id FROM trainings_question WHERE id = NEW.question_id) <> (SELECT sign_up_id FROM trainings_registration WHERE id = NEW.registration_id) THEN\n                RAISE EXCEPTION 'training_answer_of_its_training: the question belongs to another training' USING ERRCODE = 'check_violation', CONSTRAINT = 'training_answer_of_its_training';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="f1c29035e9c3d108dbe433a7aa5c7a3c9e4b6a4f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_training_answer_of_its_training_28dd5",
                    table="trainings_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'id', older ->> 'id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="fe24fd449add59605532840d814f3acefe48061f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_3df3a",
                    table="trainings_answer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["sign_up", "queued", "id"],
                name="registration_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("state__in", ("offered", "confirmed"))),
                fields=["sign_up"],
                include=("municipality", "community", "gender"),
                name="registration_holding",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("state", "offered")), fields=["offered_until"], name="registration_offers"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "offered", "confirmed", "withdrawn", "lapsed", "removed"])
                ),
                name="registration_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("gender__in", ["f", "m", ""])), name="registration_gender"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("offered_until__isnull", False), ("state", "offered")),
                    models.Q(models.Q(("state", "offered"), _negated=True), ("offered_until", None)),
                    _connector="OR",
                ),
                name="registration_offered_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("community", None), ("municipality__isnull", False), _connector="OR"),
                name="registration_community_has_municipality",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", None), ("email", ""), _connector="OR"),
                name="registration_address_of_a_guest",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__regex",
                        "[<>\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]",
                    ),
                    _negated=True,
                ),
                name="registration_name_is_plain",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "offered", "confirmed"))),
                fields=("sign_up", "person"),
                name="registration_once_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                models.F("sign_up"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(
                    ("state__in", ("waiting", "offered", "confirmed")), models.Q(("email", ""), _negated=True)
                ),
                name="registration_once_an_address",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_stays_where_it_is",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."sign_up_id" IS DISTINCT FROM (NEW."sign_up_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8349d4476a3acef9cc1a1e15c2ea707a6bf98229",
                    operation="UPDATE",
                    pgid="pgtrigger_registration_stays_where_it_is_bab3d",
                    table="trainings_registration",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_community_in_municipality",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."community_id" IS NOT NULL)',
                    func="\n            IF (SELECT municipality_id FROM register_community WHERE id = NEW.community_id) <> NEW.municipality_id THEN\n                RAISE EXCEPTION 'registration_community_in_municipality: the local community lies in another municipality' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_community_in_municipality';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="88ae81732e83b614bfe35518e467f1b8fce91281",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_registration_community_in_municipality_2968e",
                    table="trainings_registration",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_seats",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE held boolean := TG_OP <> 'INSERT' AND OLD.state IN ('offered', 'confirmed'); holds boolean := TG_OP <> 'DELETE' AND NEW.state IN ('offered', 'confirmed'); waited boolean := TG_OP <> 'INSERT' AND OLD.state = 'waiting'; waits boolean := TG_OP <> 'DELETE' AND NEW.state = 'waiting'; rules trainings_signup%ROWTYPE; among record;",
                    func="\n    IF held = holds AND waited = waits AND NOT (holds AND ROW(OLD.municipality_id, OLD.community_id, OLD.gender)\n            IS DISTINCT FROM ROW(NEW.municipality_id, NEW.community_id, NEW.gender)) THEN\n        RETURN NULL;\n    END IF;\n    UPDATE trainings_signup\n        SET taken = taken + holds::int - held::int, waiting = waiting + waits::int - waited::int\n        WHERE training_id = CASE WHEN TG_OP = 'DELETE' THEN OLD.sign_up_id ELSE NEW.sign_up_id END\n        RETURNING * INTO rules;\n    IF NOT holds THEN\n        RETURN NULL;\n    END IF;\n    SELECT count(*) FILTER (WHERE municipality_id = NEW.municipality_id) AS municipality,\n            count(*) FILTER (WHERE community_id = NEW.community_id) AS community,\n            count(*) FILTER (WHERE gender = 'f') AS women\n        INTO among FROM trainings_registration\n        WHERE sign_up_id = NEW.sign_up_id AND state IN ('offered', 'confirmed');\n    IF rules.per_municipality IS NOT NULL\n            AND (NEW.municipality_id IS NULL OR among.municipality > rules.per_municipality) THEN\n        RAISE EXCEPTION 'seats_of_a_municipality: it has its seats'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_of_a_municipality';\n    END IF;\n    IF rules.per_community IS NOT NULL AND among.community > rules.per_community THEN\n        RAISE EXCEPTION 'seats_of_a_community: it has its seats'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_of_a_community';\n    END IF;\n    IF NOT held AND NEW.gender <> 'f' AND (now() AT TIME ZONE 'Europe/Sarajevo')::date <= rules.women_until\n            AND rules.seats - rules.taken < rules.for_women - among.women THEN\n        RAISE EXCEPTION 'seats_for_women: what is left is held for women'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_for_women';\n    END IF;\n    RETURN NULL;\n",
                    hash="da570d7c8c24e61a880dfa6467ceae2c0af652c7",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_registration_seats_b2430",
                    table="trainings_registration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('reminded_week,reminded_day', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'id', older ->> 'id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="1dfc8085508cff14f885b9f1aa3622ea2144f7a1",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_5f383",
                    table="trainings_registration",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("sign_up", "position"),
                name="training_question_position",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="training_question_asks"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["text", "choice", "yes_no"])), name="training_question_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("shown__in", ["organisers", "trainers"])), name="training_question_shown"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("choices__len__gte", 2), ("kind", "choice")),
                    models.Q(models.Q(("kind", "choice"), _negated=True), ("choices", [])),
                    _connector="OR",
                ),
                name="training_question_choices",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'id', older ->> 'id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="fccb7ec34e09c8ff10007112f9aa6165b77ed745",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_2c76f",
                    table="trainings_question",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("sign_up", "once"), name="training_message_once"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="training_message_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("to__in", ["coming", "waiting"])), name="training_message_to"
            ),
        ),
    ]
