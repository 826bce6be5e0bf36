"""What Terraform says against what an account has: object by object, attribute by attribute, by meaning."""
