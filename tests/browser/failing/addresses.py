"""The archive's addresses, and one whose view has a mistake."""

from django.urls import path

from archive import urls


def fail(request):
    raise LookupError("a mistake of the archive's own")


urlpatterns = [path("fails", fail), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
