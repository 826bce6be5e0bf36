"""Terraform source code."""
