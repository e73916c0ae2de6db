"""Answers to the questionnaire on their way to a source folder: read, checked row by row, under pseudonyms."""
