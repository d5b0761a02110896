"""Every report of curriculum: its name in the address, in the order of the menu."""

from curriculum.group_reports import GroupUseReport
from curriculum.reports import (
    HardCheckReport,
    LessonReport,
    ModuleUseReport,
    ModuleWeightReport,
)
from curriculum.request_reports import OpenRequestsReport
from curriculum.unit_reports import UnitReport

REPORTS: dict[str, type[LessonReport]] = {
    "module_use": ModuleUseReport,
    "group_use": GroupUseReport,
    "hard_checks": HardCheckReport,
    "units": UnitReport,
    "open_requests": OpenRequestsReport,
    "module_weight": ModuleWeightReport,
}
