"""State that a real account has and that no call makes: images of a certain age, accounts with roles, pulls."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from moto.ecr.models import Image, ecr_backends
from moto.iam.models import iam_backends
from moto.organizations.models import FakeAccount, FakeOrganization, organizations_backends
from moto.secretsmanager.models import secretsmanager_backends

from tests.aws.accounts import ACCOUNT, REGION
from tests.aws.ecr.images import Seen
from tests.aws.roles import trust_policy

_MANIFEST = "application/vnd.oci.image.manifest.v1+json"


@dataclass(frozen=True)
class Place:
    """An account in a region."""

    account: str = ACCOUNT
    region: str = REGION


HERE = Place()


@dataclass(frozen=True)
class SeededImage:
    """An image as it is wished for.

    Attributes:
        repository: The name of a repository that exists.
        tags: Its tags; none for an untagged image.
        pushed: When it was pushed; None for now.
        pulled: When it was last pulled; None for never.
        size: Bytes.
        status: ``ACTIVE`` or ``ARCHIVED``.
        content: Makes the digest; images of the same content have the same one. The tags, where it is empty.
    """

    repository: str
    tags: tuple[str, ...] = ()
    pushed: datetime | None = None
    pulled: datetime | None = None
    size: int = 0
    status: str = "ACTIVE"
    content: str = ""

    @property
    def digest(self) -> str:
        """The image's digest."""
        content = self.content or f"{self.repository} {' '.join(self.tags)}"
        return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def add_image(wanted: SeededImage, place: Place = HERE) -> str:
    """Put an image into a repository and tell its digest."""
    manifest = json.dumps({"schemaVersion": 2, "mediaType": _MANIFEST, "layers": [{"size": wanted.size}]})
    image = Image(
        place.account, wanted.tags[-1] if wanted.tags else None, manifest, wanted.repository, _MANIFEST, wanted.digest
    )
    image.image_tags = list(wanted.tags)
    image.seen = Seen(
        pushed=(wanted.pushed or datetime.now(UTC)).timestamp(),
        pulled=wanted.pulled.timestamp() if wanted.pulled else None,
        size=wanted.size,
        status=wanted.status,
    )
    ecr_backends[place.account][place.region].repositories[wanted.repository].images.append(image)
    return wanted.digest


def add_account(account: str, role: str | None = None, external_id: str | None = None) -> str | None:
    """Add an account to the organization of the default one, with a role that the default account may assume.

    Returns:
        The ARN of the role; None where none was wished for.
    """
    backend: Any = organizations_backends[ACCOUNT]["aws"]
    if backend.org is None:
        backend.create_organization(REGION, FeatureSet="ALL")
    if all(one.id != account for one in backend.accounts):
        organization: FakeOrganization = backend.org
        added = FakeAccount(organization, AccountName=f"account-{account}", Email=f"{account}@example.com")
        added.id = account
        backend.accounts.append(added)
    return add_role(account, role, external_id) if role else None


def add_role(account: str, role: str, external_id: str | None = None) -> str:
    """Make a role that the default account may assume and tell its ARN."""
    made = iam_backends[account]["aws"].create_role(
        role_name=role,
        assume_role_policy_document=trust_policy(ACCOUNT, external_id),
        path="/",
        permissions_boundary=None,
        description="",
        tags=[],
        max_session_duration="3600",
    )
    arn: str = made.arn
    return arn


def age_secret(name: str, days: int, place: Place = HERE) -> None:
    """Let a secret and all its versions have been made some days ago."""
    secret: Any = secretsmanager_backends[place.account][place.region].secrets[name]
    at = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    secret.created_date = secret.last_changed_date = int(at)
    for version in secret.versions.values():
        version["createdate"] = int(at)
