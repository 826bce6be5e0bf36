"""From Terraform resources, whatever their source, to the inventory."""
