from dunning.models.activity import Activity
from dunning.models.arrangement import Arrangement, Instalment
from dunning.models.autonomy import Evidence, Rung, RungChange, Scorecard
from dunning.models.cadence import Cadence, Step
from dunning.models.case import Case, Look
from dunning.models.customer_link import CustomerLink, VisitCount
from dunning.models.decision import Decision
from dunning.models.dispute import Dispute
from dunning.models.dispute_parts import DisputeDeadline, DisputePart, ExpectedCredit
from dunning.models.dispute_work import DisputeApproval, DisputeComment, DisputeFile
from dunning.models.effect import Effect
from dunning.models.escalation import Escalation
from dunning.models.forecast import Forecast, ForecastWeek
from dunning.models.incoming import Attachment, IncomingMail
from dunning.models.installation import Installation
from dunning.models.link import SignedLink
from dunning.models.mailbox import MailboxPosition
from dunning.models.message import PROMISE_NOTE, InvalidState, Message, TrackingEvent
from dunning.models.persona import Persona
from dunning.models.pilot import Pilot, PilotMember
from dunning.models.policy import EscalationRule, Policy
from dunning.models.preference import Preference
from dunning.models.prepared import Prepared
from dunning.models.priority import PriorityRule
from dunning.models.promise import Promise, PromisedInvoice
from dunning.models.queue import DefaultQueueView, GivenAnswer, QueueView, ReviewLease
from dunning.models.reading import Correction, Reading
from dunning.models.review import Review
from dunning.models.score import InvoiceScore
from dunning.models.segment import DebtorFigures, Segment
from dunning.models.suppression import Suppression
from dunning.models.weekly_report import WeeklyReport
from dunning.models.wording import Wording

__all__ = [
    "PROMISE_NOTE",
    "Activity",
    "Arrangement",
    "Attachment",
    "Cadence",
    "Case",
    "Correction",
    "CustomerLink",
    "DebtorFigures",
    "Decision",
    "DefaultQueueView",
    "Dispute",
    "DisputeApproval",
    "DisputeComment",
    "DisputeDeadline",
    "DisputeFile",
    "DisputePart",
    "Effect",
    "Escalation",
    "EscalationRule",
    "Evidence",
    "ExpectedCredit",
    "Forecast",
    "ForecastWeek",
    "GivenAnswer",
    "IncomingMail",
    "Installation",
    "Instalment",
    "InvoiceScore",
    "InvalidState",
    "Look",
    "MailboxPosition",
    "Message",
    "Persona",
    "Pilot",
    "PilotMember",
    "Policy",
    "Preference",
    "Prepared",
    "PriorityRule",
    "Promise",
    "PromisedInvoice",
    "QueueView",
    "Reading",
    "Review",
    "ReviewLease",
    "Rung",
    "RungChange",
    "Scorecard",
    "Segment",
    "SignedLink",
    "Step",
    "Suppression",
    "TrackingEvent",
    "VisitCount",
    "WeeklyReport",
    "Wording",
]
