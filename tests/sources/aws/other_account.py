"""A second account, and how to get into it."""

OTHER = "210987654321"
ROLE = "pullguard"
EXTERNAL_ID = "shibboleth"
