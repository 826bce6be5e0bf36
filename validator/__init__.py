"""pullguard: policy as code for Amazon ECR pull through cache."""

__version__ = "0.1.0"
