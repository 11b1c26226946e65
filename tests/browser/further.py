"""Records that the documents of `fixtures/` lack, for the pages that only they have: a case that
several announcements tell, an original with its translation, figures over time, a withdrawal."""

from tests import factories as make

CHINESE = "柳河警方查处网络赌博案\n\n柳河市公安局3月1日通报,抓获犯罪嫌疑人12名,查获手机40部。"
ENGLISH = (
    "Liuhe police deal with an online gambling case\n\n"
    "The Liuhe police said on 1 March that 12 suspects were detained and 40 phones seized."
)
VERDICT = (
    "Verdict in the Liuhe gambling case\n\n"
    "A court sentenced 19 suspects in November; more than 55 phones had been seized."
)


def add_records():
    """Writes them; the index does not know them yet."""
    campaign = make.CampaignFactory(slug="willow-river", name="Willow River", name_zh="柳河")
    original = add_announcement("willoworigin", CHINESE, "2014-03-01", campaign, language="zh-Hans")
    translation = add_announcement(
        "willowenglsh", ENGLISH, "2014-03-01", campaign, translation_of=original
    )
    verdict = add_announcement("willowjudged", VERDICT, "2014-11", campaign)
    add_announcement("willowhidden", "Hidden.", "2014-01-01", campaign, visibility="withdrawn")
    case = make.report_case(original, title="Liuhe online gambling", public_id="willowfields")
    for row in (translation, verdict):
        make.CaseReportFactory(case=case, announcement=row)
    for row, stage in ((original, "抓获"), (translation, "detained"), (verdict, "sentenced")):
        make.mark(row, stage, kind="status", case=case)
    for row, words, value in (
        (original, "12名", 12),
        (translation, "12 suspects", 12),
        (verdict, "19 suspects", 19),
    ):
        make.state_figure(row, words, value, case=case)
        make.state_figure(row, words, value)
    make.state_figure(verdict, "more than 55", 55, measure="items", qualifier="more_than")
    make.state_figure(original, "40部", 40, measure="items", qualifier="about")


def add_announcement(public_id, text, published, campaign, **fields):
    row = make.AnnouncementFactory(
        public_id=public_id,
        title=text.partition("\n")[0],
        text=text,
        published_edtf=published,
        **fields,
    )
    make.name_campaign(row, campaign)
    return row
