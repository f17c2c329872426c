"""Addresses of the customer page. The first part is the token of a mail's link, or a clerk's preview."""

from django.urls import path

from dunning.portal.customer import views

app_name = "customer_page"

urlpatterns = [
    path("<str:token>/", views.account, name="account"),
    path("<str:token>/statement.pdf", views.statement, name="statement"),
    path("<str:token>/document/<int:document_id>/", views.document, name="document"),
    path("<str:token>/promise/", views.promise, name="promise"),
    path("<str:token>/dispute/", views.dispute, name="dispute"),
    path("<str:token>/contact/", views.contact, name="contact"),
    path("<str:token>/question/", views.question, name="question"),
    path("<str:token>/done/<slug:what>/", views.done, name="done"),
]
