variable "account_id" {
  description = "The account of the registry."
  type        = string
}

variable "region" {
  description = "The region of the registry. Rules, templates, policy and settings are all per region."
  type        = string
}

variable "organization_id" {
  description = "The AWS organization whose accounts may use the registry at all."
  type        = string
}

variable "import_roles" {
  description = "The roles that may pull what is not in the cache yet, which writes new images into the registry."
  type        = set(string)
}

variable "own_prefixes" {
  description = "Patterns of repository names that others may create: those of your own images."
  type        = list(string)
  default     = ["team-*"]
}

variable "rotation_function_arn" {
  description = "A Lambda function of yours that gets a new token from an upstream. There is no ready-made one."
  type        = string
}

variable "logins" {
  description = "Upstream name -> login. Ephemeral: it is stored in no plan and no state."
  type        = map(object({ username = string, accessToken = string }))
  ephemeral   = true
  sensitive   = true
}

variable "logins_version" {
  description = "Raise it to write changed logins: Terraform can't see a change of what it doesn't store."
  type        = number
  default     = 1
}

variable "alerts_topic_arn" {
  description = "The SNS topic that hears of failures; its policy lets events.amazonaws.com publish."
  type        = string
}
