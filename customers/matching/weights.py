"""What each kind of evidence is worth, in bits: how many times likelier it is if this was paid, as a power of two.

Measured on ledgers with known truth (docs/cash_application.md): a change here changes what is booked without a person.
"""

from __future__ import annotations

# Who paid: the account, the name, the customer number. Names never decide alone.
ACCOUNT = 16.0
STATED = 20.0
LEARNED_ACCOUNT = 13.0
LEARNED_ONCE = 9.0
LEARNED_NAME = 8.0
CUSTOMER_NUMBER = 14.0
CUSTOMER_DIGITS = 9.0
EXACT_NAME = 10.0
CUT_NAME = 8.0
ALIKE_NAME = 7.0
SIMILAR_NAME = 4.0
NAME_IN_TEXT = 7.0
MOST_OF_PAYER = 24.0
# Taken off for each doubling of the families that share an account or a name.
SHARED = 7.0

# Whose items: a payer that is known may pay for its family, less likely for a sister; anybody may pay for a stranger.
OF_FAMILY, OF_STRANGER = 1.0, 8.0
KNOWN_PAYER = 10.0
LIKELY_PAYER = 4.0

# What the text names. A digit that fits carries log2(10) bits, a letter less, since few prefixes are used.
DIGIT_BITS = 3.3
LETTER_BITS = 2.0
# That a text names an invoice at all is likelier than that a number in it is something else.
IS_A_NUMBER = 5.0
WHOLE_MOST, CHECKED_MOST, DIGITS_MOST, ORDER_MOST, TAIL_MOST, ALIKE_MOST = 20.0, 20.0, 13.0, 12.0, 9.0, 9.0
# Taken off a spelling that may be a day.
DATE_LIKE = 6.0
# Taken off where a character differs and scanners do not mix the two up.
WRONG_CHARACTER = 3.0
# Evidence below this is chance.
LEAST = 1.0
# A place that leaves no doubt; a place that makes its customer's family worth a look.
SURE_PLACE = 9.0
WORTH_A_LOOK = 6.0
RANGE = 6.0
# That the text speaks of a statement, or of all that is open.
STATEMENT = 6.0
# That the text names the month of the one invoice among several of the same amount.
MONTH = 7.0
# A remittance advice whose lines come to the amount.
ADVISED = 24.0
# Words that say that it is nobody's payment.
UNRELATED = 20.0

# How the amount fits: to the cent, by its size; round amounts fit by chance more often.
EXACT_MOST, EXACT_LEAST = 14.0, 4.0
DISCOUNT_COST, PART_COST, OVER_COST = 1.0, 2.0, 4.0
# That a payment takes something which it does not name although it names something.
UNNAMED = 2.0
CREDIT_UNNAMED = 2.0
# Ways to choose what is paid: all of it; its invoices only, due or up to a day; a month's.
ALL_COST, PART_OF_ALL_COST, MONTH_COST = 1.0, 2.0, 1.0
# Discount on one of several invoices that the text does not name.
UNNAMED_DISCOUNT_COST = 1.0
# That words call it money ahead of an invoice.
PREPAID = 8.0
