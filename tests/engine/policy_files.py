"""Files of policies, good and bad."""

import yaml

GOOD = {
    "id": "MINE001",
    "name": "mine",
    "title": "A policy of a user",
    "severity": "low",
    "applies_to": "rule",
    "require": "rule.prefix != 'x'",
    "message": "{rule.prefix} is wrong",
    "rationale": "Because the tests need a policy.",
    "remediation": "Do it right.",
}


def written(folder, **changes):
    """The file of a policy that is good but for some keys; a key of ``None`` is left out."""
    return raw(folder, yaml.safe_dump({k: v for k, v in {**GOOD, **changes}.items() if v is not None}, sort_keys=False))


def raw(folder, text):
    """The file of a policy, whatever it holds."""
    file = folder / "mine" / "policy.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file
