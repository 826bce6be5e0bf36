"""Where the recorder finds Terraform's provider."""

import sys

import pytest

from tools.record.mirror import RecordError, find_mirror, holds_provider, implied_mirrors, target


def mirror_in(directory):
    (directory / "registry.terraform.io" / "hashicorp" / "aws" / "5.100.0" / target()).mkdir(parents=True)
    return directory


def test_the_variable_decides_which_mirror_is_used(tmp_path):
    mirror = mirror_in(tmp_path / "chosen")
    mirror_in(tmp_path / "found")
    assert find_mirror({"TF_PLUGIN_MIRROR": str(mirror)}, [tmp_path / "found"]) == mirror


def test_a_variable_that_names_no_mirror_is_an_error_even_where_another_would_be_found(tmp_path):
    mirror_in(tmp_path / "opt" / "plugins")
    with pytest.raises(RecordError, match=r"^TF_PLUGIN_MIRROR=/nowhere holds no registry\.terraform\.io/hashicorp/aws"):
        find_mirror({"TF_PLUGIN_MIRROR": "/nowhere"}, [tmp_path / "opt"])


def test_terraforms_own_directories_come_before_likely_ones(tmp_path):
    own = mirror_in(tmp_path / "home" / ".terraform.d" / "plugins")
    mirror_in(tmp_path / "opt" / "plugins")
    assert find_mirror({"HOME": str(tmp_path / "home")}, [tmp_path / "opt"]) == own


def test_a_mirror_right_below_a_likely_root_is_found(tmp_path):
    (tmp_path / "opt" / "another").mkdir(parents=True)
    mirror = mirror_in(tmp_path / "opt" / "plugins")
    empty = {"HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path / "no")}
    assert find_mirror(empty, [tmp_path / "missing", tmp_path / "opt"]) == mirror


def test_no_mirror_is_one_clear_line(tmp_path):
    empty = {"HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path / "no")}
    with pytest.raises(RecordError) as error:
        find_mirror(empty, [tmp_path])
    assert str(error.value) == (
        f"no provider mirror holds registry.terraform.io/hashicorp/aws for {target()}: make one with "
        "`terraform providers mirror DIR` and set TF_PLUGIN_MIRROR=DIR"
    )


def test_a_packed_mirror_counts_and_one_for_another_machine_does_not(tmp_path):
    provider = tmp_path / "registry.terraform.io" / "hashicorp" / "aws"
    (provider / "5.100.0" / "plan9_mips").mkdir(parents=True)
    assert not holds_provider(tmp_path)
    (provider / f"terraform-provider-aws_5.100.0_{target()}.zip").touch()
    assert holds_provider(tmp_path)


@pytest.mark.skipif(sys.platform == "darwin", reason="XDG directories are not used there")
def test_implied_mirrors_follow_the_xdg_variables():
    assert [str(one) for one in implied_mirrors({"HOME": "/h", "XDG_DATA_HOME": "/d", "XDG_DATA_DIRS": "/a:/b"})] == [
        "/h/.terraform.d/plugins",
        "/d/terraform/plugins",
        "/a/terraform/plugins",
        "/b/terraform/plugins",
    ]
