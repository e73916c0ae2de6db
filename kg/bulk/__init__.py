"""Large tables and networks by one expression on any engine: DuckDB on this machine, Spark on a cluster."""
