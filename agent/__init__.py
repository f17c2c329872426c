"""Judgement: text and numbers in, typed answers out. Nothing here sends, books or looks anything up."""
