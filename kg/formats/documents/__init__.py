"""A text with tables, pictures and numbered notes, and the files that it becomes."""
