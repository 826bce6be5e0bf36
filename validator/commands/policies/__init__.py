"""What is done with policies themselves: list, explain, make, test and lint them."""
