"""The shipped policies: a folder each, found by listing."""
