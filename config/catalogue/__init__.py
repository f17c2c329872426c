"""The workspace's own words in other languages: gathered from the sources, kept as .po, compiled, checked."""
