"""Every address of the installation."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("answer/", include("dunning.portal.urls")),
    path("account/", include("dunning.portal.customer.urls")),
    path("", RedirectView.as_view(pattern_name="admin:index")),
]

if settings.ANYMAIL:  # whose webhook secret the settings demand
    urlpatterns.append(path("anymail/", include("anymail.urls")))
