"""What the whole package builds on; it knows nothing of ties."""
