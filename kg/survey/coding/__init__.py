"""Free answers read by people: who gave which concept to which text, and how far two readers agree."""
