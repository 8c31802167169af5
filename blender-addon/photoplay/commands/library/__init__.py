"""Assets of libraries on the network, brought into the file."""
