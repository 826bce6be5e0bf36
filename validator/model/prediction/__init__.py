"""What a pull of an image through the cache would do, told from an inventory."""
