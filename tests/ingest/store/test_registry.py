"""Rows of named things: looked up together, made where there are none, remembered."""

from dataclasses import replace

from archive.ingest.store.registry import Registry
from archive.ingest.types import AgencyFact
from archive.models import Agency
from tests import factories
from tests.ingest.store.records import make_record


def name_agency(identifier, **values):
    name = identifier.replace("-", " ").title()
    return AgencyFact(identifier, name, None, (name,), "announcing", (), **values)


def record_agencies(*facts):
    return replace(make_record(), agencies=facts)


def test_new_rows_of_several_records_are_made_together(django_assert_num_queries):
    facts = [name_agency(f"bureau-{number}") for number in range(5)]
    registry = Registry()
    with django_assert_num_queries(3):  # What is there, keys, rows.
        registry.prepare([record_agencies(*facts[:3]), record_agencies(*facts[2:])])
    stored = dict(Agency.objects.values_list("slug", "pk"))
    assert {fact.id: registry.agency(fact).pk for fact in facts} == stored
    assert registry.made == [("agency", fact.id) for fact in facts]
    with django_assert_num_queries(0):
        registry.prepare([record_agencies(*facts)])


def test_a_body_that_is_new_belongs_to_one_that_is_new_beside_it_or_was_there():
    factories.AgencyFactory(slug="ministry")
    bureau = name_agency("bureau", parent="ministry")
    branch = name_agency("branch", parent="bureau")
    orphan = name_agency("orphan", parent="nobody")
    Registry().prepare([record_agencies(bureau, branch, orphan)])
    parents = dict(Agency.objects.values_list("slug", "parent__slug"))
    assert (parents["bureau"], parents["branch"], parents["orphan"]) == ("ministry", "bureau", None)


def test_a_merged_row_answers_with_the_one_that_took_its_place():
    kept = factories.AgencyFactory(slug="kept")
    factories.AgencyFactory(slug="merged", merged_into=kept)
    registry, fact = Registry(), name_agency("merged")
    registry.prepare([record_agencies(fact)])
    assert registry.agency(fact) == kept
    assert registry.made == []
