"""JSON Schemas of what users write and of what pullguard writes."""
