"""What a quiz asks stands on public pages."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0015_watch_signups"), ("trainings", "0009_quizzes")]
    operations = [WatchTables("trainings_quiz", "trainings_quizquestion")]
