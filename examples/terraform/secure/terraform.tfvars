account_id            = "123456789012"
region                = "eu-west-1"
organization_id       = "o-a1b2c3d4e5"
import_roles          = ["eks-node", "ci"]
rotation_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:rotate-upstream-login"
alerts_topic_arn      = "arn:aws:sns:eu-west-1:123456789012:platform-alerts"
