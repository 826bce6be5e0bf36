"""The ECR actions that a policy can name.

Source: the operations of the ECR API model 2015-09-21 (botocore 1.44.8), and the three permission-only actions that the
Service Authorization Reference lists for `ecr` beside them.
"""

import re
from functools import lru_cache

PERMISSION_ONLY = frozenset({"BatchImportUpstreamImage", "GetImageCopyStatus", "ReplicateImage"})

OPERATIONS = frozenset(
    """
    BatchCheckLayerAvailability BatchDeleteImage BatchGetImage BatchGetRepositoryScanningConfiguration
    CompleteLayerUpload CreatePullThroughCacheRule CreateRepository CreateRepositoryCreationTemplate
    DeleteLifecyclePolicy DeletePullThroughCacheRule DeleteRegistryPolicy DeleteRepository
    DeleteRepositoryCreationTemplate DeleteRepositoryPolicy DeleteSigningConfiguration
    DeregisterPullTimeUpdateExclusion DescribeImageReplicationStatus DescribeImageScanFindings
    DescribeImageSigningStatus DescribeImages DescribePullThroughCacheRules DescribeRegistry
    DescribeReplicationBackfillResults DescribeRepositories DescribeRepositoryCreationTemplates GetAccountSetting
    GetAuthorizationToken GetDownloadUrlForLayer GetLifecyclePolicy GetLifecyclePolicyPreview GetRegistryPolicy
    GetRegistryScanningConfiguration GetRepositoryPolicy GetSigningConfiguration InitiateLayerUpload
    ListImageReferrers ListImages ListPullTimeUpdateExclusions ListReplicationBackfills ListTagsForResource
    PutAccountSetting PutImage PutImageScanningConfiguration PutImageTagMutability PutLifecyclePolicy
    PutRegistryPolicy PutRegistryScanningConfiguration PutReplicationConfiguration PutSigningConfiguration
    RegisterPullTimeUpdateExclusion SetRepositoryPolicy StartImageScan StartLifecyclePolicyPreview
    StartReplicationBackfill StopReplicationBackfill TagResource UntagResource UpdateImageStorageClass
    UpdatePullThroughCacheRule UpdateRepositoryCreationTemplate UploadLayerPart ValidatePullThroughCacheRule
    """.split()
)

ECR_ACTIONS = tuple(sorted(f"ecr:{name}" for name in OPERATIONS | PERMISSION_ONLY))

IMPORT = "ecr:BatchImportUpstreamImage"
CREATE_REPOSITORY = "ecr:CreateRepository"

# The services of pull through cache and of creation templates (ECR User Guide, "Using service-linked roles for Amazon
# ECR"), and which of them does what fills a cache.
CACHE_SERVICE = "pullthroughcache.ecr.amazonaws.com"
TEMPLATE_SERVICE = "ecr.amazonaws.com"
FILLED_BY = {IMPORT: CACHE_SERVICE, CREATE_REPOSITORY: TEMPLATE_SERVICE}
FILL_ACTIONS = frozenset(FILLED_BY)

# What writes an image that no upstream has (ECR User Guide, "IAM permissions for pushing an image").
PUSH_ACTIONS = frozenset({"ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"})

# What decides how a registry caches: none of them can be confined to a prefix or an upstream, since they know no
# resource but "*" and no condition key of ECR's own except "ecr:AccountSetting" (Service Authorization Reference).
ADMINISTER_ACTIONS = frozenset(
    f"ecr:{name}"
    for name in (
        "CreatePullThroughCacheRule",
        "UpdatePullThroughCacheRule",
        "DeletePullThroughCacheRule",
        "CreateRepositoryCreationTemplate",
        "UpdateRepositoryCreationTemplate",
        "DeleteRepositoryCreationTemplate",
        "PutRegistryPolicy",
        "DeleteRegistryPolicy",
        "PutAccountSetting",
    )
)

# What a principal is able to do with some of these actions, in one word.
ABILITIES = {"fill": FILL_ACTIONS, "push": PUSH_ACTIONS, "administer": ADMINISTER_ACTIONS}
RELEVANT_ACTIONS = FILL_ACTIONS | PUSH_ACTIONS | ADMINISTER_ACTIONS


@lru_cache(maxsize=4096)
def expand(pattern: str) -> tuple[str, ...]:
    """The ECR actions that an action pattern of a policy covers; a pattern of another service stays as it is.

    Actions are compared without case, as IAM does. A pattern that covers no known ECR action stays as it is too.
    """
    matcher = wildcard(pattern.lower())
    return tuple(action for action in ECR_ACTIONS if matcher.fullmatch(action.lower())) or (pattern,)


@lru_cache(maxsize=4096)
def wildcard(pattern: str) -> re.Pattern[str]:
    """An IAM pattern (``*`` any characters, ``?`` one) as a regular expression."""
    return re.compile("".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in pattern), re.DOTALL)
