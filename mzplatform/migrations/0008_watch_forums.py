"""Questions and answers change the page stamp."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0007_watch_legal_acts"), ("forums", "0001_initial")]

    operations = [
        WatchTables("forums_question", "forums_question_acts", "forums_answer", "forums_answer_acts"),
    ]
