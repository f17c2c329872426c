"""Why a payer kept something back: the usual ones of X12 element 426 (adjustment reason code), in short words."""

from __future__ import annotations

REASONS = {
    "01": "pricing error", "02": "allowance or charge error", "03": "extension error", "04": "item damaged",
    "05": "item not accepted, quality", "06": "quantity contested", "07": "incorrect product",
    "08": "substitute product",
    "09": "terms of sale error", "11": "returned, damage", "12": "returned, quality", "13": "returned, dating",
    "14": "returned, promotion", "15": "returned, recall", "17": "required data missing",
    "18": "not this company's bill",
    "19": "duplicate billing", "20": "balance due declined", "22": "weight error", "24": "incorrect discount",
    "25": "item not accepted", "26": "invoice cancelled", "29": "fee incorrect", "30": "delivery charge incorrect",
    "33": "currency exchange incorrect", "41": "item not accepted, delay", "42": "item not accepted, loss",
    "43": "missing discount", "44": "required documents missing", "50": "late charge", "51": "interest charge",
    "52": "credit for an overpayment", "53": "payment of an earlier underpayment", "54": "freight deducted",
    "55": "tax deducted", "56": "advertising allowance", "57": "volume discount", "59": "item not received",
    "60": "no open item on file", "61": "no open order on file", "71": "advertising allowance",
    "72": "authorized return",
    "81": "credit as agreed", "86": "duplicate payment", "90": "early payment allowance",
}  # fmt: skip
