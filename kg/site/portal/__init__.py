"""The portal: one static site in three languages that needs no server and no network."""
