"""The pages of ``docs/`` that follow from policies, types and schemas: ``python -m tools.docs``."""
