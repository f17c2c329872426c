"""The task queue, to look at: schedules are made by code, and a job that anybody could type in would run anything."""

from django.contrib import admin
from django_q.models import Failure, OrmQ, Schedule, Success

from customers.admin.read_only import ReadOnlyAdmin

for model in (Failure, OrmQ, Schedule, Success):
    admin.site.unregister(model)


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyAdmin):
    list_display = ("name", "func", "schedule_type", "cron", "minutes", "next_run")
    ordering = ("name",)


@admin.register(Success)
class SuccessAdmin(ReadOnlyAdmin):
    list_display = ("name", "func", "started", "stopped")
    fields = ("name", "func", "started", "stopped", "attempt_count")
    ordering = ("-started",)


@admin.register(Failure)
class FailureAdmin(ReadOnlyAdmin):
    list_display = ("name", "func", "started", "stopped", "result")
    fields = ("name", "func", "started", "stopped", "attempt_count", "result")
    ordering = ("-started",)


@admin.register(OrmQ)
class QueueAdmin(ReadOnlyAdmin):
    list_display = ("id", "key", "lock")
    fields = ("key", "lock")
    ordering = ("-id",)
