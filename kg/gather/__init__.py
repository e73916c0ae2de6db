"""Reading the sources and adding them up."""
