"""A package, so that ``tests.aws`` is found before any other distribution's ``tests``."""
