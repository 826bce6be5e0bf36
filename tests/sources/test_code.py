"""Reading Terraform source: many roots, side by side where that pays, and what is said of the rest."""

import pytest

from validator.errors import InputError
from validator.sources import code
from validator.sources.hcl import roots
from validator.sources.read import ReadOptions, read_all

RULE = """\
resource "aws_ecr_pull_through_cache_rule" "this" {
  ecr_repository_prefix = "quay"
  upstream_registry_url = "quay.io"
}
"""


@pytest.fixture
def many(tmp_path):
    """Twelve roots, one of them broken."""
    for number in range(12):
        directory = tmp_path / f"root-{number:02}"
        directory.mkdir()
        (directory / "main.tf").write_text(RULE.replace("quay", f"quay-{number}", 1))
    (tmp_path / "root-05" / "broken.tf").write_text('resource "aws_ecr_repository" {')
    return tmp_path


def read(path, **options):
    return read_all([str(path)], ReadOptions(**options))


def test_roots_read_side_by_side_give_the_same(many, monkeypatch):
    alone = read(many)
    monkeypatch.setattr(roots, "_WORTHWHILE", 0)
    together = read(many)
    assert [one.name for one in together.readings] == [one.name for one in alone.readings]
    assert [one.inventory for one in together.readings] == [one.inventory for one in alone.readings]
    assert [str(one.error) for one in together.unread] == [str(one.error) for one in alone.unread]


def test_a_broken_root_does_not_keep_the_others_from_being_read(many):
    inputs = read(many)
    assert len(inputs.readings) == 12
    assert [one.name.rpartition("/")[2] for one in inputs.unread] == ["root-05"]
    assert isinstance(inputs.unread[0].error, InputError)


def test_progress_is_told_root_by_root(many):
    told = []
    read(many, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 12) for done in range(1, 13)]


def test_a_directory_without_source_is_refused(tmp_path):
    inputs = read(tmp_path)
    assert inputs.readings == []
    assert str(inputs.unread[0].error) == (
        f"{tmp_path}: has no Terraform source in or below it; name another directory"
    )


def test_source_without_anything_of_ours_is_an_input_without_objects(tmp_path):
    (tmp_path / "main.tf").write_text('resource "aws_vpc" "this" {}\n')
    inputs = read(tmp_path)
    assert [list(one.inventory.objects()) for one in inputs.readings] == [[]]
    assert inputs.unread == []


def test_what_does_not_exist_is_said_beside_what_does(tmp_path):
    (tmp_path / "main.tf").write_text(RULE)
    inputs = read_all([str(tmp_path), str(tmp_path / "gone.tf")], ReadOptions())
    assert len(inputs.readings) == 1
    assert str(inputs.unread[0].error).endswith("gone.tf: does not exist")
    assert read(tmp_path / "gone.tf").readings == []


def test_the_scope_of_a_root_is_its_place_in_the_repository(tmp_path):
    place = tmp_path / "repository" / "envs" / "prod"
    place.mkdir(parents=True)
    assert code.scope(str(place)) == ""
    (tmp_path / "repository" / ".git").mkdir()
    assert code.scope(str(place)) == "envs/prod"
