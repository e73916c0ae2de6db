"""What everything is called: errors, names, dates, identifiers, records. No RDF, no network."""
