"""Judgement: text and numbers in, typed answers out. The brain has no hands: nothing here sends, books or looks anything up."""
