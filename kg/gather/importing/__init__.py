"""A table that a person has becomes a source folder: which column is what, which place is meant, what is written."""
