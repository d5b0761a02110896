"""The step of a sign-in at which somebody who must have a second factor gets one."""

from typing import Any

from allauth.account.stages import LoginStage
from django.shortcuts import redirect

from balai.accounts.second_factor.requirement import has_second_factor, needs_second_factor


class SetUpStage(LoginStage):
    """Nobody who must have a second factor is ever signed in without one.

    The account stays signed out until the code of the new phone was typed, so no page
    has to ask whether a session is good enough.
    """

    key = "set_up_second_factor"
    urlname = "accounts:set_up_second_factor"

    def handle(self) -> tuple[Any, bool]:
        user = self.login.user
        if user is None or not needs_second_factor(user) or has_second_factor(user):
            return None, True
        return redirect(self.urlname), True
