"""One module for each kind of generated file; each has ``text()``, the file as it should be."""
