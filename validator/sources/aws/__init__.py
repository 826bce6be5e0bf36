"""The live source: what an account's registries, secrets and roles are, read with AWS's SDK and never changed."""
