"""Everything known of one thing, and the road map: one model, many renderers."""
