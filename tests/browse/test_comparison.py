"""What several announcements say of one case, side by side."""

import pytest
from django.urls import reverse

from archive.browse.selectors.cases import load_case
from tests import factories as make

pytestmark = pytest.mark.django_db

EARLY = "On Monday River Police detained 12 suspects and seized 40 phones that used WeChat."
LATE = "A court sentenced 19 suspects, who used WeChat and QQ; River Police seized 40 phones."


@pytest.fixture
def police():
    return make.AgencyFactory(name="River Police", name_zh="水上警察")


@pytest.fixture
def case(police):
    """One case, told in June by the late text and in March by the early one."""
    late = make.AnnouncementFactory(text=LATE, published_edtf="2018-06-01", publisher="June Daily")
    early = make.AnnouncementFactory(text=EARLY, published_edtf="2018-03", publisher="March Daily")
    case = make.report_case(late, status="sentenced")
    case.reports.update(status="sentenced")
    make.CaseReportFactory(case=case, announcement=early, status="detained")
    wechat, qq = make.PlatformFactory(name="WeChat"), make.PlatformFactory(name="QQ")
    for platform in (wechat, qq):
        case.platform_facts.create(platform=platform)
    case.agency_facts.create(agency=police)
    for row, suspects, stage in ((late, 19, "sentenced"), (early, 12, "detained")):
        make.state_figure(row, f"{suspects} suspects", suspects, case=case)
        make.state_figure(row, "40 phones", 40, case=case, measure="items", detail="goods")
        make.mark(row, stage, kind="status", case=case)
        make.mark(row, "River Police", agency=police, within=case)
        make.mark(row, "WeChat", platform=wechat, within=case)
    make.mark(late, "QQ", platform=qq, within=case)
    return case


def find_row(case, kind, **named):
    rows = load_case(case.public_id).compared
    return next(
        row
        for row in rows
        if row.kind == kind and all(getattr(row.sample, k) == v for k, v in named.items())
    )


def test_the_stages_go_through_time_in_the_words_of_each(case):
    page = load_case(case.public_id)
    assert page.has_stages
    stages = [(r.status, [quote.words for quote in r.stages]) for r in page.reports]
    assert stages == [("detained", ["detained"]), ("sentenced", ["sentenced"])]


def test_reports_that_state_no_stage_tell_no_course(case):
    case.reports.update(status="unknown")
    assert not load_case(case.public_id).has_stages


def test_figures_that_differ_are_told_apart_from_those_that_agree(case):
    suspects = find_row(case, "figure", measure="suspects")
    assert [[s.what.value for s in cell] for cell in suspects.cells] == [[12], [19]]
    assert suspects.differs
    assert not find_row(case, "figure", measure="items").differs


def test_each_saying_leads_to_its_words(case):
    early = case.reports.get(announcement__publisher="March Daily").announcement
    start = EARLY.index("12 suspects")
    saying = find_row(case, "figure", measure="suspects").cells[0][0]
    assert saying.url == f"/announcements/{early.public_id}?s={start}-{start + 11}#s"


def test_who_and_on_which_platform(case):
    assert not find_row(case, "agency").differs
    platforms = find_row(case, "platform")
    assert [[s.what.name for s in cell] for cell in platforms.cells] == [
        ["WeChat"],
        ["WeChat", "QQ"],
    ]
    assert platforms.differs


def test_what_only_one_says_is_no_difference(case):
    late = case.reports.get(announcement__publisher="June Daily").announcement
    make.state_figure(late, "19", 19, case=case, measure="accounts")
    row = find_row(case, "figure", measure="accounts")
    assert row.cells[0] == ()
    assert not row.differs


def test_a_record_that_was_rejected_is_not_compared(case, police):
    case.agency_facts.update(state="rejected")
    assert "agency" not in {row.kind for row in load_case(case.public_id).compared}


def test_a_single_telling_is_not_compared(case):
    case.reports.get(announcement__publisher="June Daily").delete()
    assert load_case(case.public_id).compared == ()


def test_the_page_shows_the_table_in_few_queries(client, case, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = client.get(reverse("case", args=[case.public_id])).content.decode()
    assert "What each announcement says" in html
    times = html[html.index("Status through time") : html.index("What each announcement says")]
    assert times.index("March 2018") < times.index("<b>detained</b>") < times.index("June Daily")
    assert html.count("they differ") == 2
    assert html.index("March Daily") < html.index("June Daily")


def test_the_table_is_told_in_chinese(client, case):
    address = reverse("case", args=[case.public_id])
    html = client.get(address, headers={"accept-language": "zh-CN"}).content.decode()
    assert "嫌疑人" in html
    assert "水上警察" in html
    assert html.count("说法不一") > 2
