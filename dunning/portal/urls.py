"""Addresses that open without a login: the signed token in them is the key."""

from django.urls import path

from dunning.portal.views import answer_view, evidence_view

app_name = "portal"

urlpatterns = [
    path("<str:token>/", answer_view, name="answer"),
    path("<str:token>/file/<int:file_id>/", evidence_view, name="evidence"),
    path("<str:token>/<slug:answer>/", answer_view, name="answer"),
]
