"""Random expressions of Terraform's language, and what real Terraform makes of them."""
