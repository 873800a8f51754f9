import os

import flask

app = flask.Flask(__name__)


@app.get("/")
def rules():
    with open("/proc/sys/net/ipv4/ip_forward") as file:
        return f"forwarding {file.read().strip()}, greeting {os.environ.get('GREETING', 'none')}\n"
