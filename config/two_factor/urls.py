from django.urls import path

from config.two_factor import views

app_name = "two_factor"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("set-up/", views.set_up, name="set_up"),
    path("confirm/", views.confirm, name="confirm"),
    path("turn-off/", views.turn_off, name="turn_off"),
    path("new-codes/", views.new_codes, name="new_codes"),
]
