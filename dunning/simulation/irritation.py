"""When mail annoys: assumed, like the behaviours. Irritation adds up with each message and fades.

A message adds its stage's weight × the customer's temper, twice as much within a week of the one before, and three
times as much where the money is on its way already. Half of it is gone after a month. The chance that a message is
answered by a complaint grows with the square of what has gathered; some who complain want no more mail at all.
"""

from __future__ import annotations

# By stage as in behaviours.STAGES: a courtesy is hardly felt, a last warning is meant to be.
WEIGHTS = (0.3, 0.5, 0.8, 1.5, 2.5, 0.5)
SOON_DAYS, SOON_FACTOR = 7, 2.0
CROSSED_FACTOR = 3.0
HALF_LIFE_DAYS = 30
# Two firm letters in a month reach some 2.5 points: one such message in 1,600 brings a complaint.
COMPLAINT_PER_SQUARE = 0.0001
MOST_LIKELY = 0.25
OPT_OUT_OF_COMPLAINTS = 0.15
# Each message within two weeks makes the next one count for less, down to a third.
WEAR_DAYS, WEAR_FACTOR, WEAR_MOST = 14, 0.7, 3
