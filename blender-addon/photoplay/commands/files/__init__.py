"""What comes from other files and goes to them."""
