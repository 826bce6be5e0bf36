"""From text to nodes: what ``syntax.py`` is made of."""
