"""The normalized objects of every source; pure data, no I/O."""
