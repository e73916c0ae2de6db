"""What it takes to ask a stranger's server: limits, patience, checks, and one class of error."""
