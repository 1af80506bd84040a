"""What the triggers of all kinds call."""

from django.db import migrations

from search.sources import VECTOR, VECTOR_UNDONE


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("text", "0001_functions")]
    operations = [migrations.RunSQL(VECTOR, VECTOR_UNDONE)]
