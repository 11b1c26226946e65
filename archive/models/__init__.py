"""The archive's records. Import them from here alone."""

from archive.models.announcement import (
    AgencyRole,
    Announcement,
    AnnouncementAgency,
    AnnouncementCampaign,
    AnnouncementPlace,
    AnnouncementPlatform,
    AnnouncementVersion,
    PlaceRole,
    RemovedRun,
    SketchValue,
)
from archive.models.base import (
    SETTLED,
    Fact,
    Origin,
    State,
    Visibility,
    derive_identifier,
    new_identifier,
    standing,
)
from archive.models.campaign import Campaign, CampaignAgency, CampaignName
from archive.models.case import (
    Case,
    CaseAgency,
    CaseCampaign,
    CasePlace,
    CasePlatform,
    CaseReport,
    CaseStatus,
)
from archive.models.docket import Docket, mark_stale
from archive.models.figure import Figure, FigurePart, Measure, Qualifier
from archive.models.mention import TARGETS, Mention
from archive.models.merger import MergedRow, Merger
from archive.models.outbox import WIDE, Outbox, enqueue, written
from archive.models.redirect import Redirect
from archive.models.report import Report
from archive.models.review import Candidate, Issue, Proposal, Run, RunFile, Unresolved
from archive.models.sanction import Sanction
from archive.models.vocabulary import (
    Agency,
    AgencyName,
    Named,
    NameForm,
    NameKind,
    Offence,
    OffenceArticle,
    Place,
    PlaceName,
    Platform,
    PlatformName,
)
from archive.models.withheld import Withheld, WithheldSpot

__all__ = [
    "SETTLED",
    "TARGETS",
    "WIDE",
    "Agency",
    "AgencyName",
    "AgencyRole",
    "Announcement",
    "AnnouncementAgency",
    "AnnouncementCampaign",
    "AnnouncementPlace",
    "AnnouncementPlatform",
    "AnnouncementVersion",
    "Campaign",
    "CampaignAgency",
    "CampaignName",
    "Candidate",
    "Case",
    "CaseAgency",
    "CaseCampaign",
    "CasePlace",
    "CasePlatform",
    "CaseReport",
    "CaseStatus",
    "Docket",
    "Fact",
    "Figure",
    "FigurePart",
    "Issue",
    "Measure",
    "Mention",
    "MergedRow",
    "Merger",
    "NameForm",
    "NameKind",
    "Named",
    "Offence",
    "OffenceArticle",
    "Origin",
    "Outbox",
    "Place",
    "PlaceName",
    "PlaceRole",
    "Platform",
    "PlatformName",
    "Proposal",
    "Qualifier",
    "Redirect",
    "RemovedRun",
    "Report",
    "Run",
    "RunFile",
    "Sanction",
    "SketchValue",
    "State",
    "Unresolved",
    "Visibility",
    "Withheld",
    "WithheldSpot",
    "derive_identifier",
    "enqueue",
    "mark_stale",
    "new_identifier",
    "standing",
    "written",
]
