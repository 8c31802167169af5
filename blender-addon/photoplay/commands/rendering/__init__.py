"""Shots drawn frame by frame."""
