# A server that can be made ill: while the file sick is there, it answers 503. It is well when it starts.
import http.server
import os

sick = "sick"
if os.path.exists(sick):
    os.remove(sick)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(503 if os.path.exists(sick) else 200)
        self.end_headers()

    def log_message(self, *args):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", 18083), Handler).serve_forever()
