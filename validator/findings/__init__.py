"""Findings and the report that holds them."""
