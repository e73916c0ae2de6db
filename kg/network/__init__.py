"""The ties as a network: views, measures, rankings. Pure functions on plain records."""
