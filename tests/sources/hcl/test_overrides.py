"""Override files, and what wins where they say otherwise."""

from pathlib import Path

from roots import read, resources

OVERRIDDEN = {
    "main.tf": """
locals {
  a = "main"
  b = "main"
}
resource "aws_ecr_repository" "r" {
  name         = local.a
  force_delete = true
  image_scanning_configuration {
    scan_on_push = false
  }
  encryption_configuration {
    encryption_type = "KMS"
  }
}
variable "v" {
  type    = number
  default = 1
}
resource "aws_ecr_registry_policy" "p" {
  policy = "${local.b}${var.v}"
}
""",
    "b_override.tf": 'locals {\n  a = "b"\n}\nvariable "v" {\n  default = "2"\n}',
    "override.tf": """
locals {
  a = "override"
}
resource "aws_ecr_repository" "r" {
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
}
""",
}


def test_override_files_are_merged_as_terraform_merges_them(tmp_path: Path) -> None:
    found = resources(read(tmp_path, OVERRIDDEN))
    repository = found["aws_ecr_repository.r"]
    assert repository.values["name"] == "override"
    assert repository.values["force_delete"] is True
    assert repository.values["image_tag_mutability"] == "IMMUTABLE"
    assert repository.values["image_scanning_configuration"] == [{"scan_on_push": True}]
    assert repository.values["encryption_configuration"][0]["encryption_type"] == "KMS"
    assert repository.locate is not None
    places = {name: repository.locate((name,)) for name in ("name", "image_tag_mutability")}
    assert {name: place and place.file for name, place in places.items()} == {
        "name": "root/main.tf",
        "image_tag_mutability": "root/override.tf",
    }
    assert found["aws_ecr_registry_policy.p"].values["policy"] == "main2"
