"""``python -m tests.aws``: a server in a process of its own."""

import subprocess
import sys
from pathlib import Path

import boto3

REPOSITORY = Path(__file__).parents[2]


def test_the_command_prints_how_to_reach_it_and_serves():
    command = [sys.executable, "-m", "tests.aws", "--page-size", "1"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline().removeprefix("export ").strip() for _ in range(6)]
        variables = dict(line.split("=", 1) for line in lines)
        client = boto3.client(
            "ecr",
            endpoint_url=variables["AWS_ENDPOINT_URL"],
            region_name=variables["AWS_REGION"],
            aws_access_key_id=variables["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=variables["AWS_SECRET_ACCESS_KEY"],
        )
        for name in ("a1", "a2"):
            client.create_repository(repositoryName=name)
        pages = client.get_paginator("describe_repositories").paginate()
        assert [[one["repositoryName"] for one in page["repositories"]] for page in pages] == [["a1"], ["a2"]]
        client.close()
        process.terminate()
    assert variables["AWS_EC2_METADATA_DISABLED"] == "true"
