"""Each record is entered and corrected from login to the index."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command

from archive import search
from archive.models import (
    Agency,
    Announcement,
    Campaign,
    Case,
    Figure,
    Offence,
    Place,
    Platform,
    Sanction,
    State,
)
from archive.search import live
from archive.search.query import Query
from tests import factories
from tests.admin.conftest import send

ADD = "/admin/archive/{}/add/"
CHANGE = "/admin/archive/{}/{}/change/"

READ = {"origin": "machine", "extractor": "rules", "extractor_version": "1"}


def find(words):
    """Keys of the records that a search finds."""
    return {hit.key for hit in live.search(Query(text=live.parse(words).tree)).hits}


@pytest.fixture
def commit(reindex, django_capture_on_commit_callbacks):
    """What follows a commit happens, in an index of the test's own."""
    reindex()
    return lambda: django_capture_on_commit_callbacks(execute=True)


def problems(response):
    """Messages of a form that came back, by field."""
    assert response.status_code == 200, "the form was saved"
    found = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {form.add_prefix(name): errors for name, errors in form.errors.items()}
    return {name: " ".join(errors) for name, errors in found.items()}


def test_a_platform_is_entered_with_its_names_and_found_by_them(fill, commit):
    with commit():
        response = fill(
            ADD.format("platform"),
            name="Nightjar Live",
            name_zh="夜鹰直播",
            kind="livestream",
            **{"names-0-text": "Nightjar Show", "names-0-kind": "alias"},
        )
    assert response.status_code == 302
    platform = Platform.objects.get(slug="nightjar-live")
    assert (platform.origin, platform.names.get().origin) == ("editor", "editor")
    assert find("夜鹰直播") == find("nightjar show") == {"platform:nightjar-live"}
    assert platform.history.get().history_user.username == "ada"
    assert LogEntry.objects.get().user.username == "ada"


def test_a_platform_is_renamed_and_its_address_stays(fill, commit):
    platform = factories.PlatformFactory(slug="owl", name="Owl", origin="vocabulary")
    announcement = factories.AnnouncementFactory()
    factories.name_platform(announcement, platform)
    with commit():
        assert fill(CHANGE.format("platform", platform.pk), name="Barn Owl").status_code == 302
    platform.refresh_from_db()
    assert (platform.slug, platform.name, platform.origin) == ("owl", "Barn Owl", "editor")
    assert f"announcement:{announcement.public_id}" in find("barn owl")


def test_an_announcement_is_pasted_and_what_it_brings_is_told(fill, commit):
    platform = factories.PlatformFactory(name="Heron")
    place = factories.PlaceFactory()
    with commit():
        response = fill(
            ADD.format("announcement"),
            title="Police close Heron rooms",
            text="The police of Zhejiang\r\n\r\nclosed the rooms of the site and of the others.",
            published_edtf="2016-05",
            **{"platform_facts-0-platform": platform.pk},
            **{"place_facts-0-place": place.pk, "place_facts-0-role": "enforcement"},
        )
    assert response.status_code == 302, problems(response)
    announcement = Announcement.objects.get()
    assert announcement.text.startswith("The police of Zhejiang\n\nclosed")
    assert announcement.language == "en"
    assert announcement.published_basis == "stated"
    assert str(announcement.published_earliest) == "2016-05-01"
    assert str(announcement.published_latest) == "2016-05-31"
    assert len(announcement.sha256) == 64
    assert announcement.sketch_values.exists()
    assert announcement.settled == ["language", "published_edtf", "text", "title", "title_basis"]
    fact = announcement.platform_facts.get()
    assert (fact.origin, fact.state) == ("editor", "accepted")
    assert f"announcement:{announcement.public_id}" in find("heron rooms")


@pytest.mark.parametrize(
    ("typed", "field", "advice"),
    [
        ({"published_edtf": "last June"}, "published_edtf", "Type 2015-06-01"),
        ({"published_edtf": "2015-13"}, "published_edtf", "XXXX-11-11"),
        ({"published_basis": "stated"}, "published_basis", "Type a date"),
        (
            {"published_edtf": "2015", "published_basis": "inferred"},
            "published_reason",
            "Say from what",
        ),
        ({"text": "Held already."}, "text", "holds this very text"),
    ],
)
def test_an_announcement_that_cannot_be_says_what_to_type(fill, typed, field, advice):
    with_text = fill(ADD.format("announcement"), title="One", text="Held already.")
    assert with_text.status_code == 302
    response = fill(ADD.format("announcement"), **{"title": "Two", "text": "Another.", **typed})
    assert advice in problems(response)[field]


def test_what_an_editor_changes_is_settled(fill):
    announcement = factories.AnnouncementFactory(origin="machine")
    fill(CHANGE.format("announcement", announcement.pk), publisher="Evening News")
    announcement.refresh_from_db()
    assert announcement.settled == ["publisher"]
    fill(CHANGE.format("announcement", announcement.pk), published_edtf="XXXX-11-11")
    announcement.refresh_from_db()
    assert announcement.settled == ["published_edtf", "publisher"]
    assert announcement.published_latest is None


def test_a_changed_text_keeps_the_one_before(fill):
    announcement = factories.AnnouncementFactory(text="First words.")
    before = announcement.sha256
    fill(CHANGE.format("announcement", announcement.pk), text="Second words.")
    announcement.refresh_from_db()
    assert (announcement.version, announcement.text) == (2, "Second words.")
    assert announcement.sha256 != before
    assert announcement.versions.get().text == "First words."


def test_a_loaded_text_is_its_sources(desk):
    announcement = factories.AnnouncementFactory(origin="machine")
    opened = desk.get(CHANGE.format("announcement", announcement.pk))
    assert "text" not in opened.context["adminform"].form.fields


def test_a_case_is_entered_with_all_that_belongs_to_it(fill, commit):
    announcement = factories.AnnouncementFactory()
    agency, platform = factories.AgencyFactory(), factories.PlatformFactory(name="Bittern")
    place, campaign = factories.PlaceFactory(), factories.CampaignFactory()
    with commit():
        response = fill(
            ADD.format("case"),
            title="Rooms of a dealer",
            designation="4·17",
            offence=factories.OffenceFactory().pk,
            status="arrested",
            **{"reports-0-announcement": announcement.pk},
            **{"agency_facts-0-agency": agency.pk, "agency_facts-0-role": "investigating"},
            **{"platform_facts-0-platform": platform.pk},
            **{"place_facts-0-place": place.pk},
            **{"campaign_facts-0-campaign": campaign.pk},
            **{"figures-0-measure": "suspects", "figures-0-value": "7"},
            **{"figures-0-qualifier": "more_than"},
            **{"sanctions-0-kind": "imprisonment", "sanctions-0-value": "2.5"},
            **{"sanctions-0-unit": "years"},
        )
    assert response.status_code == 302, problems(response)
    case = Case.objects.get()
    assert (case.origin, case.state, case.visibility) == ("editor", "accepted", "public")
    report = case.reports.get()
    assert (report.start, report.end) == (0, len(announcement.text))
    assert str(Figure.objects.get()) == "more than 7 suspects"
    assert Figure.objects.get().subject == "case"
    assert str(Sanction.objects.get()) == "imprisonment: 2.5 years"
    assert f"case:{case.public_id}" in find("bittern dealer")


def test_figures_and_sanctions_say_what_is_missing(fill):
    response = fill(
        ADD.format("case"),
        title="A case",
        **{"figures-0-measure": "money", "figures-0-value": "5"},
        **{"figures-0-qualifier": "exact"},
        **{"sanctions-0-kind": "fine", "sanctions-0-value": "100"},
    )
    found = problems(response)
    assert "Type the currency" in found["figures-0-unit"]
    assert "Type the unit" in found["sanctions-0-unit"]


def test_a_machines_figure_that_is_changed_becomes_corrected(fill):
    case = factories.CaseFactory()
    figure = factories.state_figure(factories.AnnouncementFactory(), "12", 12, case, **READ)
    response = fill(CHANGE.format("figure", figure.pk), value="21")
    assert response.status_code == 302, problems(response)
    figure.refresh_from_db()
    assert (figure.value, figure.state, figure.origin) == (21, "corrected", "editor")
    assert figure.history.latest().history_user.username == "ada"


def test_a_read_name_that_is_removed_is_rejected(fill):
    announcement = factories.AnnouncementFactory()
    read = factories.name_platform(announcement, factories.PlatformFactory(), **READ)
    typed = factories.name_platform(announcement, factories.PlatformFactory(), state="accepted")
    fill(
        CHANGE.format("announcement", announcement.pk),
        **{"platform_facts-0-DELETE": "on", "platform_facts-1-DELETE": "on"},
    )
    read.refresh_from_db()
    assert read.state == State.REJECTED
    assert not announcement.platform_facts.filter(pk=typed.pk).exists()


@pytest.mark.parametrize(
    ("model", "typed", "key"),
    [
        (
            Campaign,
            {"name": "Still Water 2019", "name_zh": "静水2019", "period_edtf": "2019-03/2019-11"},
            "campaign:still-water-2019",
        ),
        (
            Agency,
            {"name": "Reed County Bureau", "name_zh": "苇县局", "level": "county", "country": "CN"},
            "agency:reed-county-bureau",
        ),
    ],
    ids=["campaign", "agency"],
)
def test_campaigns_and_agencies_are_entered_and_found(fill, commit, model, typed, key):
    with commit():
        response = fill(ADD.format(model.__name__.lower()), **typed)
    assert response.status_code == 302, problems(response)
    assert find(typed["name_zh"]) == {key}


def test_a_period_has_its_days(fill):
    fill(ADD.format("campaign"), name="Reeds", period_edtf="2019-03/2019-11")
    campaign = Campaign.objects.get()
    assert str(campaign.period_earliest) == "2019-03-01"
    assert str(campaign.period_latest) == "2019-11-30"


def test_places_and_offences_are_entered(fill):
    parent = factories.PlaceFactory()
    fill(
        ADD.format("place"),
        code="330999",
        name="Reed District",
        name_zh="苇区",
        iso="CN-ZJ",
        level="prefecture",
        parent=parent.pk,
        **{"names-0-text": "Reeds", "names-0-kind": "former"},
    )
    assert Place.objects.get(code="330999").names.get().text == "Reeds"
    fill(ADD.format("offence"), name="Smuggling", **{"articles-0-text": "CN Criminal Law art. 151"})
    assert Offence.objects.get().articles.get().text == "CN Criminal Law art. 151"


def test_a_slug_that_cannot_be_made_or_is_taken_is_asked_for(fill):
    factories.PlatformFactory(slug="owl")
    assert "Latin letters" in problems(fill(ADD.format("platform"), name="猫头鹰"))["slug"]
    assert "taken" in problems(fill(ADD.format("platform"), name="Owl"))["slug"]


def test_a_deleted_record_leaves_the_index(desk, commit):
    platform = factories.PlatformFactory(name="Grebe")
    with commit():
        search.indexing.rebuild()
        assert find("grebe")
        desk.post(f"/admin/archive/platform/{platform.pk}/delete/", {"post": "yes"})
    assert not find("grebe")


def test_the_second_of_two_editors_is_told_and_loses_nothing(desk, fill):
    platform = factories.PlatformFactory(name="Teal", operator="Pond", note="")
    address = CHANGE.format("platform", platform.pk)
    opened = desk.get(address)
    fill(address, operator="Lake", kind="video")
    response = send(desk, opened, operator="River", note="Seen in 2016.")
    found = problems(response)
    assert "it is now “Lake”. Your entry is kept" in found["operator"]
    assert "it is now “video”" in found["kind"]
    form = response.context["adminform"].form
    assert (form["operator"].value(), form["kind"].value()) == ("River", "video")
    assert form["note"].value() == "Seen in 2016."
    assert send(desk, response).status_code == 302
    platform.refresh_from_db()
    assert (platform.operator, platform.kind) == ("River", "video")
    assert platform.note == "Seen in 2016."


def test_rows_of_an_inline_are_watched_too(desk, fill):
    platform = factories.PlatformFactory()
    platform.names.create(text="Duck")
    address = CHANGE.format("platform", platform.pk)
    opened = desk.get(address)
    fill(address, **{"names-0-text": "Drake"})
    found = problems(send(desk, opened, note="A note."))
    assert "it is now “Drake”" in found["names-0-text"]


def test_a_name_that_is_taken_out_stays_out(fill, vocabulary):
    platform = Platform.objects.get(slug="wechat")
    name = platform.names.get(text="Weixin")
    number = list(platform.names.all()).index(name)
    fill(CHANGE.format("platform", platform.pk), **{f"names-{number}-DELETE": "on"})
    call_command("load_vocabulary", verbosity=0)
    assert not platform.names.filter(text="Weixin").exists()


def test_a_record_with_many_facts_can_be_saved(fill):
    numbers = [str(n) for n in range(100, 250)]
    announcement = factories.AnnouncementFactory(text=" ".join(numbers))
    for number in numbers:
        factories.state_figure(announcement, number, int(number))
    response = fill(CHANGE.format("announcement", announcement.pk), title="A better title")
    assert response.status_code == 302, problems(response)
    announcement.refresh_from_db()
    assert announcement.title == "A better title"
    assert announcement.figures.count() == 150
