"""The report for people, whole texts compared."""

from crafted_reports import ERROR, MISSING_MODULE, NO_VALUE, PLAN, ROOT, STATE, UNDECIDED, report, untrusted

from validator.findings.report import Ignored, Input
from validator.reporters import reporter
from validator.reporters.text import render
from validator.reporters.view import View

PLAIN = View()
WHOLE = """\
CRITICAL PTC107 root-rule: Rule covers the whole registry
  • aws_ecr_pull_through_cache_rule.root (main.tf:3:12)
    prefix: ROOT covers every repository name
  Why  Every name that is not a repository is fetched from outside.
  Fix  Give the rule a prefix.
  See  https://example.org/PTC107

HIGH PTC101 untrusted-upstream: Rule mirrors an upstream that is not trusted
  • aws_ecr_pull_through_cache_rule.evil["a"]
    upstream.host: evil mirrors registry.evil.example, which is not in trusted_upstreams
  • aws_ecr_pull_through_cache_rule.evil["b"]
    upstream.host: evil mirrors registry.evil.example, which is not in trusted_upstreams
  Why  Whoever runs the upstream decides what your nodes run, e.g. by ECR's pull.
  Fix  Mirror a trusted registry, or add the host to trusted_upstreams.
  See  https://example.org/PTC101

UNDECIDED 3 checks need a value that is not known
  a variable has no value: 2 (PTC101 untrusted-upstream \N{MULTIPLICATION SIGN}2)
  known after apply: 1 (PTC101 untrusted-upstream)
  --show-undecided lists each

NOT READ what depends on these is not known
  • module.cache: its source acme/cache/aws is not installed; run terraform init

17 passed, 3 failed (1 critical, 2 high), 3 undecided, 30 not applicable, 1 not read
"""


def shown(*findings, view=PLAIN, **parts) -> str:
    return render(report(*findings, **parts), view)


def test_what_a_called_module_makes_says_where_it_is_called():
    found = untrusted("module.cache.aws_ecr_pull_through_cache_rule.evil", note="module.cache is called at main.tf:4")

    assert shown(found).splitlines()[:4] == [
        "HIGH PTC101 untrusted-upstream: Rule mirrors an upstream that is not trusted",
        "  \N{BULLET} module.cache.aws_ecr_pull_through_cache_rule.evil",
        "    upstream.host: evil mirrors registry.evil.example, which is not in trusted_upstreams",
        "    module.cache is called at main.tf:4",
    ]


def test_a_whole_report():
    two = [
        untrusted('aws_ecr_pull_through_cache_rule.evil["a"]'),
        untrusted('aws_ecr_pull_through_cache_rule.evil["b"]'),
    ]

    assert shown(*two, UNDECIDED, ROOT, NO_VALUE, NO_VALUE, gaps=(MISSING_MODULE,)) == WHOLE


def test_show_undecided_lists_each_in_full():
    assert (
        shown(UNDECIDED, NO_VALUE, view=View(undecided=True))
        == """\
UNDECIDED 2 checks need a value that is not known
  a variable has no value: 1
    • aws_ecr_pull_through_cache_rule.given
      PTC101 untrusted-upstream: upstream.host is unknown: a variable has no value (host)
  known after apply: 1
    • aws_ecr_pull_through_cache_rule.late
      PTC101 untrusted-upstream: upstream.host is unknown: known after apply

No check failed, but not all could be told: 17 passed, 2 undecided, 30 not applicable
"""
    )


def test_a_policy_that_could_not_judge_is_shown_without_advice():
    assert (
        shown(ERROR, not_applicable=0)
        == """\
ERROR PTC101 untrusted-upstream: Rule mirrors an upstream that is not trusted
  • aws_ecr_pull_through_cache_rule.odd
    PTC101 could not judge aws_ecr_pull_through_cache_rule.odd: no such key in `rule.nothing`

No check failed, but not all could be told: 17 passed, 1 in error
"""
    )


def test_a_good_word_when_there_is_nothing():
    assert shown(passed=12, not_applicable=0) == "No findings: 12 checks passed on 4 objects.\n"


def test_a_good_word_counts_what_was_left_out():
    ignored = (Ignored(ROOT, "the sandbox"),)

    text = shown(inputs=(STATE,), passed=1, ignored=ignored)

    assert text == "No findings: 1 check passed on 1 object (30 not applicable, 1 ignored).\n"


def test_no_object_is_no_good_news():
    empty = Input(name="plan.json", source="plan", objects={})

    text = shown(inputs=(empty,), passed=0, not_applicable=0)

    assert text == "Nothing to check: plan.json has no objects of ECR pull through cache.\n"


def test_several_inputs_have_a_heading_each_in_their_order():
    other = untrusted("aws_ecr_pull_through_cache_rule.evil", input="state.json")

    text = shown(ROOT, other, inputs=(STATE, PLAN))

    headings = [line for line in text.splitlines() if line.startswith("In ") or line[:1].isupper()]
    assert headings[:4] == [
        "In state.json",
        "HIGH PTC101 untrusted-upstream: Rule mirrors an upstream that is not trusted",
        "In plan.json",
        "CRITICAL PTC107 root-rule: Rule covers the whole registry",
    ]


def test_many_findings_of_a_policy_are_cut_and_counted():
    many = [untrusted(f"aws_ecr_pull_through_cache_rule.r[{i}]") for i in range(50_000)]

    lines = shown(*many).splitlines()

    assert sum("•" in line for line in lines) == 20
    assert "  … and 49,980 more (--all lists each)" in lines
    assert lines[-1] == "17 passed, 50,000 failed (50,000 high), 30 not applicable"


def test_all_lists_each():
    many = [untrusted(f"aws_ecr_pull_through_cache_rule.r[{i}]") for i in range(21)]

    text = shown(*many, view=View(every=True))

    assert text.count("•") == 21
    assert "more (--all" not in text


def test_quiet_shows_only_what_failed():
    text = shown(ROOT, UNDECIDED, gaps=(MISSING_MODULE,), view=View(quiet=True))

    assert text.startswith("CRITICAL PTC107")
    assert text.endswith("  See  https://example.org/PTC107\n")


def test_quiet_says_nothing_when_nothing_failed():
    assert shown(UNDECIDED, view=View(quiet=True)) == ""


def test_the_first_sentence_ends_where_a_sentence_ends():
    found = untrusted("a.b", rationale="Of ghcr.io, i.e. GitHub's, v1.2 is meant (see X.) and so on. Then more.")

    assert "  Why  Of ghcr.io, i.e. GitHub's, v1.2 is meant (see X.) and so on.\n" in shown(found)


def test_a_gap_of_one_of_several_inputs_names_its_input():
    text = shown(gaps=(MISSING_MODULE,), inputs=(PLAN, STATE))

    assert "  • plan.json: module.cache: its source acme/cache/aws is not installed; run terraform init\n" in text


def test_the_table_leads_to_the_reporter():
    assert reporter("text") is render
