"""The screens of sessions in the field app; `offline.py` offers them."""

from mentoring.offline_records import PhoneScreen

SCREENS = [
    PhoneScreen(
        name=f"sessions.{noun}",
        template=f"mentoring_sessions/phone/{noun}.html",
        module=f"mentoring_sessions/phone/{noun}.js",
    )
    for noun in ("home", "group", "visit", "plan", "member")
]
