"""Asset libraries on the network, behind one interface: found, looked at, fetched and kept.

Knows nothing of Blender; all of it runs on threads that may wait.
"""
