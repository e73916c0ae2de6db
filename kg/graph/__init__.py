"""The one dataset: records become quads, quads become a store, shapes check it."""
