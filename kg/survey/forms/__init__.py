"""The questionnaire as files that people and programs fill in."""
