"""The life of a fact: what each decision writes, what it takes along, and that loads keep it."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from archive.models import (
    AnnouncementPlace,
    AnnouncementPlatform,
    CasePlatform,
    Figure,
    Mention,
    Origin,
    Outbox,
    PlaceRole,
    State,
)
from archive.review.decisions import additions, facts
from archive.text.spans import Span
from tests.factories import (
    AgencyFactory,
    AnnouncementFactory,
    PlaceFactory,
    PlatformFactory,
    SanctionFactory,
    mark,
    name_place,
    name_platform,
    report_case,
    state_figure,
)

pytestmark = pytest.mark.django_db

MACHINE = {"origin": Origin.MACHINE, "extractor": "rules", "extractor_version": "1.0"}
TEXT = "Police in Zhejiang closed 34 sites 🎲 that took bets through WeChat and Payhouse groups."


@pytest.fixture
def editor():
    return User.objects.create_user("mei")


@pytest.fixture
def announcement():
    return AnnouncementFactory(text=TEXT)


def span_of(announcement, words):
    start = announcement.text.index(words)
    return Span(start, start + len(words))


def read_history(row):
    return [(h.state, h.history_user, h.history_change_reason) for h in row.history.all()]


def queued():
    return set(Outbox.objects.values_list("kind", "identifier"))


def test_accepting_says_who_and_why_and_queues_the_announcement(announcement, editor):
    figure = state_figure(announcement, "34", 34, measure="websites", **MACHINE)
    Outbox.objects.all().delete()
    facts.accept(figure, by=editor, reason="checked against the page")
    figure.refresh_from_db()
    assert figure.state == State.ACCEPTED
    assert figure.extractor == "rules"
    assert read_history(figure)[0] == (State.ACCEPTED, editor, "checked against the page")
    assert ("announcement", announcement.public_id) in queued()


def test_accepting_twice_writes_once(announcement, editor):
    figure = state_figure(announcement, "34", 34, **MACHINE)
    for _ in range(2):
        facts.accept(figure, by=editor)
    assert figure.history.filter(state=State.ACCEPTED).count() == 1


def test_a_corrected_fact_stays_corrected_when_accepted(announcement, editor):
    figure = state_figure(announcement, "34", 34, **MACHINE)
    facts.correct(figure, {"measure": "websites"}, by=editor)
    facts.accept(figure, by=editor)
    figure.refresh_from_db()
    assert (figure.state, figure.measure) == (State.CORRECTED, "websites")


def test_correcting_makes_the_value_the_editors(announcement, editor):
    figure = state_figure(announcement, "34", 34, **MACHINE)
    facts.correct(figure, {"measure": "websites", "value": 43}, by=editor, reason="misread")
    figure.refresh_from_db()
    assert (figure.measure, figure.value, figure.state) == ("websites", 43, State.CORRECTED)
    assert (figure.origin, figure.extractor) == (Origin.EDITOR, "")
    before = figure.history.all()[1]
    assert (before.measure, before.value, before.extractor) == ("suspects", 34, "rules")


def test_correcting_nothing_accepts(announcement, editor):
    figure = state_figure(announcement, "34", 34, **MACHINE)
    facts.correct(figure, {"value": 34}, by=editor)
    assert figure.state == State.ACCEPTED


def test_a_correction_that_cannot_be_leaves_the_fact_alone(announcement, editor):
    figure = state_figure(announcement, "34", 34, **MACHINE)
    with pytest.raises(ValidationError):
        facts.correct(figure, {"measure": "money", "unit": ""}, by=editor)
    figure.refresh_from_db()
    assert (figure.measure, figure.state) == ("suspects", State.PROPOSED)


def test_rejecting_a_name_rejects_it_in_the_announcements_own_case(announcement, editor):
    platform = PlatformFactory()
    fact = name_platform(announcement, platform, "WeChat", **MACHINE)
    case = report_case(announcement)
    other = report_case(announcement)
    AnnouncementFactory().case_reports.create(case=other, start=0, end=5)
    links = [
        CasePlatform.objects.create(case=c, platform=platform, **MACHINE) for c in (case, other)
    ]
    facts.reject(fact, by=editor)
    assert [CasePlatform.objects.get(pk=link.pk).state for link in links] == [
        State.REJECTED,
        State.PROPOSED,  # Another announcement may name it.
    ]


def test_a_case_is_accepted_with_the_names_that_nobody_decided(announcement, editor):
    case = report_case(announcement, **MACHINE)
    kept, refused = (
        CasePlatform.objects.create(case=case, platform=PlatformFactory(), state=state, **MACHINE)
        for state in (State.PROPOSED, State.REJECTED)
    )
    facts.accept(case, by=editor)
    states = [CasePlatform.objects.get(pk=link.pk).state for link in (kept, refused)]
    assert states == [State.ACCEPTED, State.REJECTED]


def test_a_name_of_another_record_takes_its_words_along(announcement, editor):
    wrong, right = PlatformFactory.create_batch(2)
    fact = name_platform(announcement, wrong, "Payhouse", **MACHINE)
    case = report_case(announcement)
    echo = CasePlatform.objects.create(case=case, platform=wrong, **MACHINE)
    new = facts.correct(fact, {"platform": right}, by=editor, reason="a namesake")
    fact.refresh_from_db()
    echo.refresh_from_db()
    assert (fact.state, fact.platform) == (State.REJECTED, wrong)
    assert (new.platform, new.state, new.origin) == (right, State.ACCEPTED, Origin.EDITOR)
    assert echo.state == State.REJECTED
    assert case.platform_facts.get(platform=right).state == State.ACCEPTED
    mention = announcement.mentions.get(kind="platform")
    assert (mention.platform, mention.quote, mention.extractor) == (right, "Payhouse", "")


def test_the_role_of_a_place_is_part_of_what_a_load_recognises(announcement, editor):
    fact = name_place(announcement, PlaceFactory(), "Zhejiang", **MACHINE)
    new = facts.correct(fact, {"role": PlaceRole.MENTIONED}, by=editor)
    fact.refresh_from_db()
    assert (fact.role, fact.state) == (PlaceRole.ENFORCEMENT, State.REJECTED)
    assert (new.role, new.state) == (PlaceRole.MENTIONED, State.ACCEPTED)
    assert announcement.mentions.get(kind="place").place == fact.place


def test_restoring_brings_back_values_state_and_origin(announcement, editor):
    figure = state_figure(announcement, "34", 34, **MACHINE)
    first = figure.history.get()
    facts.correct(figure, {"value": 43}, by=editor)
    facts.restore(figure, first, by=editor)
    figure.refresh_from_db()
    assert (figure.value, figure.state, figure.extractor) == (34, State.PROPOSED, "rules")
    assert "restored" in figure.history.first().history_change_reason


def test_selected_words_become_a_fact_of_the_announcement_and_of_its_case(announcement, editor):
    case = report_case(announcement)
    platform = PlatformFactory(name="Payhouse")
    around = span_of(announcement, " Payhouse ")
    fact = additions.add_name(announcement, around, "platform", platform, by=editor)
    assert (fact.state, fact.origin) == (State.ACCEPTED, Origin.EDITOR)
    mention = Mention.objects.get(platform=platform)
    assert mention.quote == "Payhouse" == announcement.text[mention.start : mention.end]
    assert mention.within == case
    assert case.platform_facts.get().platform == platform


def test_a_name_that_was_rejected_is_accepted_when_it_is_marked(announcement, editor):
    platform = PlatformFactory()
    fact = name_platform(announcement, platform, state=State.REJECTED, **MACHINE)
    span = span_of(announcement, "WeChat")
    assert additions.add_name(announcement, span, "platform", platform, by=editor) == fact
    assert AnnouncementPlatform.objects.get().state == State.ACCEPTED


def test_words_marked_twice_are_marked_once(announcement, editor):
    place = PlaceFactory()
    span = span_of(announcement, "Zhejiang")
    for _ in range(2):
        additions.add_name(announcement, span, "place", place, role="mentioned", by=editor)
    assert announcement.mentions.count() == AnnouncementPlace.objects.count() == 1


def test_a_figure_from_selected_words(announcement, editor):
    values = {"subject": "campaign", "measure": "websites", "value": 34}
    span = span_of(announcement, "34")
    figure = additions.add_figure(announcement, span, values, by=editor, reason="missed")
    assert Figure.objects.get() == figure
    assert announcement.mentions.get(figure=figure).quote == "34"
    assert read_history(figure) == [(State.ACCEPTED, editor, "missed")]


def test_a_sanction_is_one_of_the_case_around_it(announcement, editor):
    case = report_case(announcement)
    span = span_of(announcement, "closed")
    sanction = additions.add_sanction(announcement, span, {"kind": "closure"}, by=editor)
    assert sanction.case == case


def test_a_sanction_without_a_case_says_what_to_do(announcement, editor):
    span = span_of(announcement, "closed")
    with pytest.raises(ValidationError, match="Choose the case"):
        additions.add_sanction(announcement, span, {"kind": "closure"}, by=editor)


def test_a_passage_becomes_a_case_with_what_stands_in_it(editor):
    announcement = AnnouncementFactory(text="Overview.\nThe betting ring\n12 held.\nEnd.")
    figure = mark(announcement, "12", kind="agency", agency=AgencyFactory())
    span = span_of(announcement, "The betting ring\n12 held.")
    case = additions.add_case(announcement, span, {"status": "detained"}, by=editor)
    assert case.reports.get().status == "detained"
    assert (case.title, case.status) == ("The betting ring", "detained")
    report = case.reports.get()
    assert announcement.text[report.start : report.end] == "The betting ring\n12 held."
    figure.refresh_from_db()
    assert figure.within == case
    assert announcement.mentions.get(kind="case").quote == case.title


def test_cases_keep_the_order_of_the_text(editor):
    announcement = AnnouncementFactory(text="One.\nTwo.\nThree.")
    for words in ("Three.", "One.", "Two."):
        additions.add_case(announcement, span_of(announcement, words), {}, by=editor)
    titles = announcement.case_reports.order_by("ordinal").values_list("case__title", flat=True)
    assert list(titles) == ["One.", "Two.", "Three."]


def test_a_passage_reports_one_case(editor):
    announcement = AnnouncementFactory()
    span = Span(0, 20)
    additions.add_case(announcement, span, {}, by=editor)
    with pytest.raises(ValidationError, match="already"):
        additions.add_case(announcement, span, {}, by=editor)


@pytest.mark.parametrize("span", [Span(0, 0), Span(5, 3), Span(6, 7), Span(0, 10_000)])
def test_no_words_no_fact(announcement, editor, span):
    assert announcement.text[6] == " "
    with pytest.raises(ValidationError, match="No words"):
        additions.add_name(announcement, span, "platform", PlatformFactory(), by=editor)


def test_sanctions_and_their_cases_can_be_moved(announcement, editor):
    first, second = report_case(announcement), report_case(announcement)
    sanction = SanctionFactory(case=first, announcement=announcement, **MACHINE)
    facts.correct(sanction, {"case": second}, by=editor)
    sanction.refresh_from_db()
    assert sanction.case == second
