"""The configuration file: find it, read it, say exactly what is wrong with it."""
