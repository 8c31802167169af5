"""Two servers of the common kinds, in the Blender that is measured, to compare ours with: one registers a timer for
each command, the other empties a queue from a timer of a fixed interval. Lines of JSON over TCP; no checks, no undo.

Run in Blender's window: `peers.start(interval)` prints {"peers": {"perCommand": port, "fixed": port}}.
"""

import json
import queue
import socketserver
import threading

import bpy


def _do(command):
    if command["op"] == "create":
        mesh = bpy.data.meshes.get("peer") or bpy.data.meshes.new("peer")
        thing = bpy.data.objects.new(command["name"], mesh)
        bpy.context.scene.collection.objects.link(thing)
    return {"objects": len(bpy.data.objects)}


def _serve(perform):
    """A server on a free port whose handler threads call `perform(command)`, which waits for the answer."""

    class Handler(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def handle(self):
            for line in self.rfile:
                self.wfile.write(json.dumps(perform(json.loads(line))).encode() + b"\n")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def _per_command(command):
    answer = queue.Queue()

    def run():
        answer.put(_do(command))

    bpy.app.timers.register(run, first_interval=0.0)
    return answer.get()


def start(interval):
    waiting = queue.Queue()

    def fixed(command):
        answer = queue.Queue()
        waiting.put((command, answer))
        return answer.get()

    def tick():
        while not waiting.empty():
            command, answer = waiting.get()
            answer.put(_do(command))
        return interval

    bpy.app.timers.register(tick, persistent=True)
    ports = {"perCommand": _serve(_per_command), "fixed": _serve(fixed)}
    print(json.dumps({"peers": ports}), flush=True)
