"""What is there, told in numbers and words."""
