"""The yardstick: a bare Django view, without middleware and database, as a WSGI application.

Server figures are given as a share of what this one answers in the same minute, on the
same core, from the same server program and client: machines differ, shares hardly do.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="hello",
    USE_TZ=True,
)


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello")


urlpatterns = [path("", hello)]
application = get_wsgi_application()
