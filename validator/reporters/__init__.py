"""A report as text for people or as data for machines."""
