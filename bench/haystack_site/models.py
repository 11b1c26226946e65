"""The tables that `bench.peers` makes."""

from django.db import models


class Record(models.Model):
    """One searchable record."""

    key = models.TextField()
    title = models.TextField()

    class Meta:
        managed = False
        db_table = "record"

    def __str__(self):
        return self.title


class Text(models.Model):
    """The words of a record, under the same number."""

    id = models.IntegerField(primary_key=True, db_column="rowid")
    body = models.TextField()

    class Meta:
        managed = False
        db_table = "record_fts"

    def __str__(self):
        return self.body[:60]


class Value(models.Model):
    """One value of one facet of a record."""

    record = models.ForeignKey(Record, models.DO_NOTHING, db_column="record")
    facet = models.TextField()
    value = models.TextField()

    class Meta:
        managed = False
        db_table = "value"

    def __str__(self):
        return f"{self.facet}: {self.value}"
