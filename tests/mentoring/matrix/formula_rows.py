"""Of every kind of row between diagnosis and lesson three, as `World` asks for them."""

from datetime import date
from typing import Any

from mentoring.incubation.models import AfterCheck
from tests.factories import formulas


class FormulaRows:
    """Mixed into `World`; `row` and `groups` are its."""

    def a_diagnosis(self, where: str) -> Any:
        return formulas.DiagnosisFactory(
            enrolment=self.row("mentoring_incubation.CycleEnrolment", where)
        )

    def a_formula(self, where: str) -> Any:
        return formulas.agreed_formula(self.row("mentoring_incubation.Diagnosis", where))

    def a_lessonfinding(self, where: str) -> Any:
        formula = self.row("mentoring_incubation.Formula", where)
        return formulas.LessonFindingFactory(item=formula.items.get())

    def a_aftercheck(self, where: str) -> Any:
        return AfterCheck.objects.create(
            enrolment=self.row("mentoring_incubation.CycleEnrolment", where),
            occasion="six_months",
            due_on=date(2026, 3, 2),
        )

    def a_incubatorplace(self, where: str) -> Any:
        return self.row("mentoring_incubation.Tenancy", where).incubator_place

    def a_tenancy(self, where: str) -> Any:
        group = self.groups[where]
        return formulas.TenancyFactory(group=group, incubator_place__place=group.sentra.place)
