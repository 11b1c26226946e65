"""What haystack indexes of a record; it looks for this module by its name."""

from haystack import indexes

from bench.haystack_site.models import Record, Text


class RecordIndex(indexes.SearchIndex, indexes.Indexable):
    """Title and text."""

    text = indexes.CharField(document=True, stored=False)

    def get_model(self):
        return Record

    def prepare_text(self, record):
        return f"{record.title}\n{Text.objects.get(pk=record.pk).body}"
