terraform {
  required_version = ">= 1.11" # write-only arguments

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = var.region

  # The wrong credentials then fail, instead of building a cache in the wrong account. It also tells a reader, and
  # pullguard, which account the ARNs below are in.
  allowed_account_ids = [var.account_id]
}
