"""Policies: load them, evaluate their CEL on an inventory."""
