"""All that the collection process keeps in sentences; `audit.sentences` shows them in other languages."""

from dunning.kept_words import letters, mails, money, rounds

SENTENCES = (*rounds.SENTENCES, *letters.SENTENCES, *money.SENTENCES, *mails.SENTENCES)
PARTS = {**rounds.PARTS, **letters.PARTS, **money.PARTS, **mails.PARTS}

__all__ = ["PARTS", "SENTENCES"]
