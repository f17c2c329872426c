"""Every address of the installation."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from dunning.workspace.preferences.page import preferences_view
from dunning.workspace.preferences.start import start_view
from dunning.workspace.search.page import search_view

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/preferences/", admin.site.admin_view(preferences_view), name="preferences"),
    path("admin/two-factor/", include("config.two_factor.urls")),
    path("admin/search/", admin.site.admin_view(search_view), name="search"),
    path("admin/", admin.site.urls),
    path("answer/", include("dunning.portal.urls")),
    path("account/", include("dunning.portal.customer.urls")),
    path("", start_view, name="start"),
]

if settings.ANYMAIL:  # whose webhook secret the settings demand
    urlpatterns.append(path("anymail/", include("anymail.urls")))
