"""Terraform and OpenTofu plans and states."""
