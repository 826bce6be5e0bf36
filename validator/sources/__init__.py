"""Bytes to an inventory: Terraform source, plans and states."""
