"""Which address of REST does what, under `api/`."""

from django.urls import path, re_path

from stik_web.api import api, no_such
from stik_web.feeds import uploads

urlpatterns = [
    path("v1/uploads", uploads.uploads, name="uploads"),
    path("v1/uploads/<uuid:number>", uploads.upload, name="upload"),
    path(
        "v1/feeds/<slug:feed>/files/<str:file_name>",
        uploads.whole_file,
        name="whole file",
    ),
    path("v1/", api.urls),
    re_path(r"^(?P<path>(?s:.*))\Z", no_such, name="no such"),
]
