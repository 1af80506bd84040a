from django.db import models


class Row(models.Model):
    """The table of local communities, as plain as it can be read."""

    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=120)
    source_url = models.CharField(max_length=500)
    source_date = models.CharField(max_length=10)
    sort_key = models.TextField()

    class Meta:
        managed = False
        db_table = "register_community"

    def __str__(self) -> str:
        return self.name
