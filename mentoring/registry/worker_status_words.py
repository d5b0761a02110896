"""The questions about work, as they are read aloud. One idea each; an answer is yes or no."""

from django.utils.translation import gettext_lazy as _

from mentoring.registry.worker_status import Question

QUESTIONS = {
    Question.BUYS_OR_HIRES: _("Do you buy goods from other crafters, or pay others to make them?"),
    Question.UNPAID_FOR_FAMILY: _("Do you help your family with the work, without being paid?"),
    Question.WORKS_AT_HOME: _("Do you work at home?"),
    Question.PRODUCT_SPECIFIED: _("Does a buyer or boss say what you make?"),
    Question.MATERIAL_SUPPLIED: _("Do you get the material from the buyer or boss?"),
    Question.MAY_SELL_TO_OTHERS: _("May you sell to others, too?"),
    Question.PAID_PER_PIECE: _("Are you paid by the piece?"),
}
