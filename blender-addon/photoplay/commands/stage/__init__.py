"""Batches of commands as transactions: one undo step each, or nothing."""
