"""IAM policy documents as normalized statements."""
