"""``pullguard explain``: the page of a policy on a terminal."""

import pytest
from by_hand import CASES


@pytest.fixture
def explained(invoke, folder):
    """The lines of the page of the user's own policy."""
    (folder / "own" / "refused-upstream" / "cases.yaml").write_text(CASES)

    def lines(*options):
        done = invoke("explain", "refused-upstream", "--policies", "own", *options)
        assert (done.exit_code, done.stderr) == (0, "")
        return done.stdout.splitlines()

    return lines


def section(lines, heading):
    start = lines.index(heading) + 1
    rest = lines[start:]
    ends = [at for at, line in enumerate(rest) if line and not line.startswith(" ")]
    return rest[: ends[0] - 1 if ends else None]


def test_what_it_is_and_why_and_how_to_fix_it(explained):
    lines = explained()
    assert lines[:7] == [
        "TST101 refused-upstream",
        "Rule mirrors a host that is refused",
        "",
        "  Severity    high",
        "  Applies to  rule",
        "  Decided on  code, plans, states and the live account",
        "  Written in  own/refused-upstream/policy.yaml",
    ]
    assert section(lines, "WHY") == ["  Nobody knows what the host holds. It may be anything."]
    assert section(lines, "HOW TO FIX") == ["  Mirror another host than this one."]
    assert section(lines, "CONDITION") == [
        "  It passes where this is true:",
        "",
        "    !(rule.upstream.host in params.refused_hosts)",
    ]


def test_the_examples_are_cases(explained):
    assert section(explained(), "AN EXAMPLE THAT FAILS") == [
        "  Github fails.",
        "",
        '    resource "aws_ecr_pull_through_cache_rule" "this" {',
        '      ecr_repository_prefix = "github"',
        '      upstream_registry_url = "ghcr.io"',
        "    }",
        "",
        "  • `aws_ecr_pull_through_cache_rule.this`: fail, line 3",
    ]


def test_a_policy_can_name_its_examples(explained, folder):
    policy = folder / "own" / "refused-upstream" / "policy.yaml"
    policy.write_text(policy.read_text() + "examples: {pass: second}\n")
    more = (
        "- name: second\n  params: {refused_hosts: []}\n  variables: {host: quay.io}\n  hcl: locals {}\n"
        "  files: {a/main.tf: 'locals {}'}\n  expect: {a: pass}\n"
    )
    (folder / "own" / "refused-upstream" / "cases.yaml").write_text(CASES + more)
    assert section(explained(), "AN EXAMPLE THAT PASSES") == [
        "  Second.",
        "",
        "  With these parameters:",
        "",
        "    refused_hosts: []",
        "",
        "  With these variables:",
        "",
        '    host: "quay.io"',
        "",
        "  `main.tf`:",
        "",
        "    locals {}",
        "",
        "  `a/main.tf`:",
        "",
        "    locals {}",
        "",
        "  • `a`: pass",
    ]


def test_parameters_have_their_current_values(explained, folder):
    head = "  `refused_hosts`: Hosts that no rule may mirror."
    default = '  • default: `["ghcr.io"]`'
    assert section(explained(), "PARAMETERS") == [head, default, "  • now: the default"]
    config = folder / "other.yaml"
    config.write_text("params: {refused_hosts: []}\nprefixes: {hub: {refused_hosts: [quay.io]}}\n")
    lines = section(explained("--config", "other.yaml"), "PARAMETERS")
    assert lines == [
        head,
        default,
        "  • now: `[]` (other.yaml:1:10)",
        '  • under hub: `["quay.io"]` (other.yaml:2:18)',
    ]


def test_what_the_configuration_makes_of_it(explained, folder):
    (folder / ".pullguard.yaml").write_text("off: [TST1]\nseverities: {refused-upstream: low}\n")
    lines = explained()
    assert lines[3] == "  Severity    low"
    assert " ".join(" ".join(lines[7:11]).split()).startswith(
        f"Configured switched off ({folder}/.pullguard.yaml:1:7), severity changed ({folder}/.pullguard.yaml:2:14)"
    )


def test_a_shipped_policy_by_its_id_in_any_case(invoke):
    page = invoke("explain", "ptc107").stdout
    assert page.startswith("PTC107 root-rule\n")
    assert "\n    resource " in page
    assert all(len(line) <= 100 for line in page.splitlines() if "http" not in line and not line.startswith("    "))
    assert "\x1b" not in page


def test_headings_are_coloured_where_colours_are_wanted(invoke, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    page = invoke("explain", "PTC107").stdout
    assert "\x1b[1mWHY\x1b[0m" in page
    assert "Severity    \x1b[91m\x1b[1mcritical\x1b[0m" in page


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("PTC1077", "do you mean 'PTC107'?"),
        ("rot-rule", "do you mean 'root-rule'?"),
        ("xyzzy", "pullguard policies list shows all"),
    ],
)
def test_a_typo_suggests_the_nearest(invoke, word, remedy):
    done = invoke("explain", word)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"pullguard: there is no policy {word!r}; {remedy}\n"
