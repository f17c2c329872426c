"""When open items will bring cash: pure, over columns of numbers."""

from dunning.forecast.items import Instalments, Items
from dunning.forecast.parts import Parts, parts_of
from dunning.forecast.weeks import WEEKS, Foreseen, weeks_of
from dunning.forecast.widening import widened

__all__ = ["WEEKS", "Foreseen", "Instalments", "Items", "Parts", "parts_of", "weeks_of", "widened"]
