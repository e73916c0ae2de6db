"""The server: SPARQL, the questions of the catalogue, linked data, reconciliation and assistants."""
