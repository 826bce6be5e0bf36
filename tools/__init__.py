"""Scripts for those who develop this project; nothing of it is installed."""
