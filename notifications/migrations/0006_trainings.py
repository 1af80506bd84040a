"""People are told about the trainings that they signed up for."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0019_trainings"),
        ("notifications", "0005_mentioned"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="mailconsent",
            name="mail_consent_kind",
        ),
        migrations.RemoveConstraint(
            model_name="notification",
            name="notification_kind",
        ),
        migrations.RemoveConstraint(
            model_name="preference",
            name="preference_kind",
        ),
        migrations.AlterField(
            model_name="mailconsent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("decided", "Decisions about your entries"),
                    ("claim", "Your roles and mandates"),
                    ("comment", "Comments on your entries"),
                    ("reply", "Replies to your comments"),
                    ("mentioned", "Texts that name you"),
                    ("answer", "Answers to your questions"),
                    ("helped", "Your answer helped or was confirmed"),
                    ("question_waits", "A question that you may be able to answer"),
                    ("check_answer", "An act that an answer rests on was changed"),
                    ("adopted", "Somebody took over your practice"),
                    ("adoption_confirm", "Practices taken over that you confirm"),
                    ("training", "Trainings that you signed up for"),
                    ("followed", "News on what you follow"),
                    ("still_works", "Our question after a year: does it still work"),
                    ("mandate_ends", "A mandate of yours is about to end"),
                    ("waiting", "Entries that wait for review"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("decided", "Decisions about your entries"),
                    ("claim", "Your roles and mandates"),
                    ("comment", "Comments on your entries"),
                    ("reply", "Replies to your comments"),
                    ("mentioned", "Texts that name you"),
                    ("answer", "Answers to your questions"),
                    ("helped", "Your answer helped or was confirmed"),
                    ("question_waits", "A question that you may be able to answer"),
                    ("check_answer", "An act that an answer rests on was changed"),
                    ("adopted", "Somebody took over your practice"),
                    ("adoption_confirm", "Practices taken over that you confirm"),
                    ("training", "Trainings that you signed up for"),
                    ("followed", "News on what you follow"),
                    ("still_works", "Our question after a year: does it still work"),
                    ("mandate_ends", "A mandate of yours is about to end"),
                    ("waiting", "Entries that wait for review"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="preference",
            name="kind",
            field=models.CharField(
                choices=[
                    ("decided", "Decisions about your entries"),
                    ("claim", "Your roles and mandates"),
                    ("comment", "Comments on your entries"),
                    ("reply", "Replies to your comments"),
                    ("mentioned", "Texts that name you"),
                    ("answer", "Answers to your questions"),
                    ("helped", "Your answer helped or was confirmed"),
                    ("question_waits", "A question that you may be able to answer"),
                    ("check_answer", "An act that an answer rests on was changed"),
                    ("adopted", "Somebody took over your practice"),
                    ("adoption_confirm", "Practices taken over that you confirm"),
                    ("training", "Trainings that you signed up for"),
                    ("followed", "News on what you follow"),
                    ("still_works", "Our question after a year: does it still work"),
                    ("mandate_ends", "A mandate of yours is about to end"),
                    ("waiting", "Entries that wait for review"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "decided",
                            "claim",
                            "comment",
                            "reply",
                            "mentioned",
                            "answer",
                            "helped",
                            "question_waits",
                            "check_answer",
                            "adopted",
                            "adoption_confirm",
                            "training",
                            "followed",
                            "still_works",
                            "mandate_ends",
                            "waiting",
                        ],
                    )
                ),
                name="mail_consent_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "decided",
                            "claim",
                            "comment",
                            "reply",
                            "mentioned",
                            "answer",
                            "helped",
                            "question_waits",
                            "check_answer",
                            "adopted",
                            "adoption_confirm",
                            "training",
                            "followed",
                            "still_works",
                            "mandate_ends",
                            "waiting",
                        ],
                    )
                ),
                name="notification_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "decided",
                            "claim",
                            "comment",
                            "reply",
                            "mentioned",
                            "answer",
                            "helped",
                            "question_waits",
                            "check_answer",
                            "adopted",
                            "adoption_confirm",
                            "training",
                            "followed",
                            "still_works",
                            "mandate_ends",
                            "waiting",
                        ],
                    )
                ),
                name="preference_kind",
            ),
        ),
    ]
