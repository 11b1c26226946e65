"""The vocabularies go back to their files unchanged but for what an editor changed."""

import difflib
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from archive.ingest.lexicon import Lexicon
from archive.models import Agency, Campaign, Offence, Place, Platform
from archive.review.decisions import merging, records

pytestmark = pytest.mark.django_db
NAMES = ("agencies.yaml", "platforms.yaml", "campaigns.yaml", "offences.yaml", "places.csv")


@pytest.fixture
def export(vocabulary, tmp_path):
    """A function that exports; gives the lines that were added and taken out, by file."""

    def export():
        call_command("export_vocabulary", tmp_path, verbosity=0, stdout=StringIO())
        return {name: changes for name in NAMES if (changes := compare(name, tmp_path))}

    return export


def compare(name, folder):
    before = (settings.VOCABULARY_DIR / name).read_bytes().decode().splitlines()
    after = (Path(folder) / name).read_bytes().decode().splitlines()
    return [
        line
        for line in difflib.unified_diff(before, after, n=0, lineterm="")
        if line[:1] in "+-" and not line.startswith(("+++", "---"))
    ]


def edit(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    records.save(record, by=None, changed=values)


def test_what_was_loaded_is_exported_byte_for_byte(export, tmp_path):
    assert export() == {}
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (settings.VOCABULARY_DIR / name).read_bytes()


def test_a_changed_column_changes_its_line_alone(export):
    edit(Platform.objects.get(slug="wechat"), operator="Tencent Holdings")
    assert export() == {"platforms.yaml": ["-  operator: Tencent", "+  operator: Tencent Holdings"]}


def test_a_name_is_added_to_its_list(export):
    platform = Platform.objects.get(slug="wechat")
    records.save(platform.names.model(platform=platform, text="Wee: Chat", kind="pinyin"), by=None)
    assert export() == {
        "platforms.yaml": ["-    pinyin: [Weixin]", '+    pinyin: [Weixin, "Wee: Chat"]']
    }


def test_a_name_in_lines_of_its_own_is_a_line(export):
    agency = Agency.objects.get(
        slug="national-office-against-pornographic-and-illegal-publications"
    )
    agency.names.create(text="Office of the Swan", kind="alias")
    assert export() == {"agencies.yaml": ["+      - Office of the Swan"]}


def test_an_entry_in_braces_changes_its_line_and_keeps_its_quotes(export):
    agency = Agency.objects.get(slug="taipei-district-prosecutors-office")
    agency.names.create(text="Swan Lane", kind="alias")
    agency.names.create(text="Swan: Office", kind="abbreviation")
    edit(agency, note="Swans.")
    removed, added = export()["agencies.yaml"]
    assert '"Taipei District Prosecutors\' Office"]' in removed
    changed = removed.replace('Office"]}', 'Office", Swan Lane], abbreviation: ["Swan: Office"]}')
    assert added[1:] == changed[1:].replace(", names:", ", note: Swans., names:")


def test_a_list_of_several_lines_keeps_its_lines(export):
    campaign = Campaign.objects.get(slug="sweeping-pornography")
    campaign.names.get(text="anti-pornography and illegality").delete()
    campaign.names.create(text="Sweep of Swans", kind="weak")
    shorter, longer, last, *more = export()["campaigns.yaml"]
    assert longer == shorter.replace("-  ", "+  ").replace(" anti-pornography and illegality,", "")
    assert last.startswith("-")
    assert ", ".join(line[1:].strip().strip(",") for line in more) == (
        f"{last[1:].strip()}, Sweep of Swans"
    )


def test_a_name_added_to_each_record_changes_nothing_else(export, tmp_path):
    models = (Agency, Platform, Campaign)
    for model in models:
        names = model._meta.get_field("names").related_model
        owner = model._meta.model_name
        names.objects.bulk_create(
            names(**{owner: record}, text=f"Swan {record.pk}", kind="former")
            for record in model.objects.all()
        )
    changes = export()
    read = Lexicon.from_files(tmp_path)
    for model in models:
        name = str(model._meta.verbose_name_plural)
        added = [line for line in changes[f"{name}.yaml"] if line.startswith("+")]
        assert sum("Swan " in line for line in added) == model.objects.count()
        assert all("Swan " in line or line.endswith((",", "[", "]", ":")) for line in added)
        entries = getattr(read, name).values()
        assert all(any(form.text.startswith("Swan ") for form in entry.forms) for entry in entries)


def test_a_key_that_was_not_there_and_a_value_that_goes(export):
    edit(Offence.objects.get(slug="gambling"), note="Lotteries too.")
    edit(Platform.objects.get(slug="wechat"), operator="")
    changes = export()
    assert changes["platforms.yaml"] == ["-  operator: Tencent"]
    assert changes["offences.yaml"] == ["+  note: Lotteries too."]


def test_new_entries_come_last_and_can_be_loaded(export, tmp_path):
    platform = Platform(slug="nightjar-live", name="Nightjar: Live", kind="live")
    platform.name_zh = "夜鹰直播"
    records.save(platform, by=None)
    platform.names.create(text="Nightjar", kind="alias")
    campaign = Campaign(slug="reeds-2019", name="Reeds 2019", period_edtf="2019", series="reeds")
    records.save(campaign, by=None)
    assert export()["platforms.yaml"] == [
        "+",
        "+- id: nightjar-live",
        '+  name: "Nightjar: Live"',
        "+  name_zh: 夜鹰直播",
        "+  kind: live",
        "+  names:",
        "+    alias: [Nightjar]",
    ]
    read = Lexicon.from_files(tmp_path)
    assert read.platforms["nightjar-live"].name == "Nightjar: Live"
    assert read.campaigns["reeds-2019"].period == "2019"


def test_a_merged_entry_goes_and_its_names_stay(export, tmp_path):
    source, target = (Platform.objects.get(slug=slug) for slug in ("qzone", "wechat"))
    merging.merge(source, target, by=None, reason="a test")
    changes = export()["platforms.yaml"]
    assert "-- id: qzone" in changes
    names = {form.text for form in Lexicon.from_files(tmp_path).platforms["wechat"].forms}
    assert source.name in names


def test_places_change_by_line(export):
    edit(Place.objects.get(code="110101"), name="Dongcheng")
    place = Place(code="119999", name="Reed District", name_zh="苇区", iso="CN-BJ", level="county")
    place.parent_id = "110000"
    records.save(place, by=None)
    place.names.create(text="Reeds", kind="former")
    changes = export()["places.csv"]
    assert changes[0].startswith("-110101,Dongcheng District,")
    assert changes[1].startswith("+110101,Dongcheng,东城区,county,110000,CN-BJ,,weak:东城")
    assert changes[2] == "+119999,Reed District,苇区,county,110000,CN-BJ,,former:Reeds"
