"""Questions and answers."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import register.models.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("content", "0014_questions"),
        ("register", "0014_legal_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActBehindAnswers",
            fields=[],
            options={
                "verbose_name": "act behind answers",
                "verbose_name_plural": "acts behind answers",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("register.legalact",),
        ),
        migrations.CreateModel(
            name="AnswerEntry",
            fields=[],
            options={
                "verbose_name": "answer on the spine",
                "verbose_name_plural": "answers on the spine",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("content.entry",),
        ),
        migrations.CreateModel(
            name="QuestionEntry",
            fields=[],
            options={
                "verbose_name": "question on the spine",
                "verbose_name_plural": "questions on the spine",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("content.entry",),
        ),
        migrations.CreateModel(
            name="Question",
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
                ("is_phoned", models.BooleanField(default=False, verbose_name="asked by telephone")),
                ("answer_count", models.PositiveIntegerField(default=0, editable=False, verbose_name="answers")),
                ("is_solved", models.BooleanField(default=False, editable=False, verbose_name="solved")),
                ("listed", models.DateTimeField(blank=True, editable=False, null=True)),
                ("closed_on", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed on")),
                (
                    "closed_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("duplicate", "the same was asked before"),
                            ("elsewhere", "it belongs elsewhere"),
                            ("outdated", "it is out of date"),
                            ("heated", "the talk got heated"),
                        ],
                        editable=False,
                        max_length=9,
                        verbose_name="why it is closed",
                    ),
                ),
                (
                    "closed_words",
                    register.models.fields.LineField(blank=True, max_length=300, verbose_name="why, in words"),
                ),
                (
                    "key",
                    models.SlugField(
                        blank=True, max_length=120, null=True, unique=True, verbose_name="key in the data files"
                    ),
                ),
                (
                    "acts",
                    models.ManyToManyField(
                        blank=True, related_name="questions", to="register.legalact", verbose_name="legal acts"
                    ),
                ),
                (
                    "canton",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.canton",
                        verbose_name="canton",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="duplicates",
                        to="forums.question",
                        verbose_name="the same question",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.entity",
                        verbose_name="entity",
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
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "abstract": False,
            },
            bases=("content.entry", models.Model),
        ),
        migrations.CreateModel(
            name="Answer",
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
                ("accepted_on", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="helped on")),
                (
                    "confirmed_on",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                (
                    "doubted_on",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="to be checked since"),
                ),
                ("check_asked_on", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "acts",
                    models.ManyToManyField(
                        blank=True, related_name="answers", to="register.legalact", verbose_name="legal acts"
                    ),
                ),
                (
                    "canton",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.canton",
                        verbose_name="canton",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "confirmed_for",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.organisation",
                        verbose_name="confirmed in the name of",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.entity",
                        verbose_name="entity",
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
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="forums.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "abstract": False,
            },
            bases=("content.entry", models.Model),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actbehindanswers",
            trigger=pgtrigger.compiler.Trigger(
                name="answers_doubted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.state IN ('izmijenjen', 'prestao') AND (OLD.state, OLD.note, OLD.gazette) IS DISTINCT FROM (NEW.state, NEW.note, NEW.gazette))",
                    func="\n                    UPDATE forums_answer SET doubted_on = clock_timestamp()\n                        WHERE doubted_on IS NULL AND entry_ptr_id IN (\n                            SELECT answer_id FROM forums_answer_acts WHERE legalact_id = NEW.id);\n                    RETURN NULL;\n                ",
                    hash="079fa0a144c76c5b68969205037d34f4a047036c",
                    operation="UPDATE",
                    pgid="pgtrigger_answers_doubted_92016",
                    table="register_legalact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="answer_count_of_entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."kind" = \'answer\' AND (OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."withdrawn" IS DISTINCT FROM (NEW."withdrawn") OR OLD."root_id" IS DISTINCT FROM (NEW."root_id")))',
                    declare="DECLARE one bigint := NEW.root_id;",
                    func="\n    PERFORM FROM forums_question WHERE entry_ptr_id = one FOR UPDATE;\n    UPDATE forums_question SET (answer_count, is_solved) = (\n        SELECT count(*), coalesce(bool_or(a.accepted_on IS NOT NULL), false)\n            FROM forums_answer a JOIN content_entry e ON e.id = a.entry_ptr_id\n            WHERE a.about_id = one AND e.status = 'published' AND e.withdrawn IS NULL)\n        WHERE entry_ptr_id = one;\n    RETURN NULL;\n",
                    hash="3c92bab38cfffd06ffb7664ce24a821eed1220ba",
                    operation="UPDATE",
                    pgid="pgtrigger_answer_count_of_entry_8d24c",
                    table="content_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="answer_count_of_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"kind\" = 'answer')",
                    declare="DECLARE one bigint := OLD.root_id;",
                    func="\n    PERFORM FROM forums_question WHERE entry_ptr_id = one FOR UPDATE;\n    UPDATE forums_question SET (answer_count, is_solved) = (\n        SELECT count(*), coalesce(bool_or(a.accepted_on IS NOT NULL), false)\n            FROM forums_answer a JOIN content_entry e ON e.id = a.entry_ptr_id\n            WHERE a.about_id = one AND e.status = 'published' AND e.withdrawn IS NULL)\n        WHERE entry_ptr_id = one;\n    RETURN NULL;\n",
                    hash="4bd0bfead4caa5a008eba3051374f4afdab577cc",
                    operation="DELETE",
                    pgid="pgtrigger_answer_count_of_deleted_44dd5",
                    table="content_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionentry",
            trigger=pgtrigger.compiler.Trigger(
                name="question_listed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.kind = 'question' AND 'published' IN (OLD.status, NEW.status) AND (OLD.status, OLD.published, OLD.withdrawn) IS DISTINCT FROM (NEW.status, NEW.published, NEW.withdrawn))",
                    func="\n    UPDATE forums_question\n        SET listed = CASE WHEN NEW.status = 'published' AND NEW.withdrawn IS NULL THEN NEW.published END\n        WHERE entry_ptr_id = NEW.id;\n    RETURN NULL;\n",
                    hash="a17417d0042aeb3986a87e002b2646cc89c3223f",
                    operation="UPDATE",
                    pgid="pgtrigger_question_listed_8d3a8",
                    table="content_entry",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("listed__isnull", False)), fields=["-listed", "-entry_ptr"], name="question_list"
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("answer_count", 0), ("closed_on", None), ("listed__isnull", False)),
                fields=["-listed", "-entry_ptr"],
                name="question_unanswered",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("is_solved", True), ("listed__isnull", False)),
                fields=["-listed", "-entry_ptr"],
                name="question_solved",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("canton", None), ("entity", None)),
                    models.Q(("entity", None), ("municipality", None)),
                    models.Q(("canton", None), ("municipality", None)),
                    _connector="OR",
                ),
                name="question_holds_in_one_place",
                violation_error_message="Choose an entity, a canton or a municipality, not several; none of them is all of BiH.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_by", None), ("closed_on", None), ("closed_why", ""), ("duplicate_of", None)),
                    models.Q(
                        ("closed_on__isnull", False),
                        ("closed_why__in", ["duplicate", "elsewhere", "outdated", "heated"]),
                    ),
                    _connector="OR",
                ),
                name="question_closed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("duplicate_of", None), ("closed_why", "duplicate"), _connector="OR"),
                name="question_duplicate_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("duplicate_of", None),
                    models.Q(("duplicate_of", models.F("entry_ptr")), _negated=True),
                    _connector="OR",
                ),
                name="question_is_not_its_own_duplicate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="question_is_a_question",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'question' THEN\n                RAISE EXCEPTION 'question_is_a_question: the entry is of another kind' USING ERRCODE = 'check_violation', CONSTRAINT = 'question_is_a_question';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="dfb2c9990ecb182e7e1f16b39ced12758aedee93",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_question_is_a_question_16330",
                    table="forums_question",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="question_closed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.closed_on IS DISTINCT FROM NEW.closed_on)",
                    func="\n    UPDATE content_entry SET closed = NEW.closed_on WHERE id = NEW.entry_ptr_id;\n    RETURN NULL;\n",
                    hash="a208fc2b91decbbac7021f50903fc4e6e0ccfbf1",
                    operation="UPDATE",
                    pgid="pgtrigger_question_closed_d7087",
                    table="forums_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('answer_count,is_solved,listed', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'entry_ptr_id', older ->> 'entry_ptr_id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="f5da712d2f282b6e13541c563b5b3ec9b1b9cdf0",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_62551",
                    table="forums_question",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=models.Q(("doubted_on__isnull", False)), fields=["doubted_on"], name="answer_doubted"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("canton", None), ("entity", None)),
                    models.Q(("entity", None), ("municipality", None)),
                    models.Q(("canton", None), ("municipality", None)),
                    _connector="OR",
                ),
                name="answer_holds_in_one_place",
                violation_error_message="Choose an entity, a canton or a municipality, not several; none of them is all of BiH.",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_on__isnull", False)), fields=("about",), name="answer_accepted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_by", None), ("confirmed_for", None), ("confirmed_on", None)),
                    models.Q(("confirmed_for__isnull", False), ("confirmed_on__isnull", False)),
                    _connector="OR",
                ),
                name="answer_confirmed_for_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("check_asked_on", None), ("doubted_on__isnull", False), _connector="OR"),
                name="answer_asked_about_a_doubt",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="answer_is_an_answer",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                    SELECT FROM content_entry\n                        WHERE id = NEW.entry_ptr_id AND kind = 'answer' AND root_id = NEW.about_id) THEN\n                RAISE EXCEPTION 'answer_is_an_answer: the entry is of another kind, or stands below another question' USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_is_an_answer';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="4dcc50e8fa635f0a58b40c8606ae488e96aa4d53",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_answer_is_an_answer_3a927",
                    table="forums_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="answer_count",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE one bigint := NEW.about_id;",
                    func="\n    PERFORM FROM forums_question WHERE entry_ptr_id = one FOR UPDATE;\n    UPDATE forums_question SET (answer_count, is_solved) = (\n        SELECT count(*), coalesce(bool_or(a.accepted_on IS NOT NULL), false)\n            FROM forums_answer a JOIN content_entry e ON e.id = a.entry_ptr_id\n            WHERE a.about_id = one AND e.status = 'published' AND e.withdrawn IS NULL)\n        WHERE entry_ptr_id = one;\n    RETURN NULL;\n",
                    hash="014614f3c2463cf7583df77c566b858f865de2a7",
                    operation='INSERT OR UPDATE OF "accepted_on", "about_id"',
                    pgid="pgtrigger_answer_count_59e3c",
                    table="forums_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'entry_ptr_id', older ->> 'entry_ptr_id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="f7ee740a74cab65fa8bd123e4534729fb7ea26a8",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_50724",
                    table="forums_answer",
                    when="AFTER",
                ),
            ),
        ),
    ]
