import os
from flask import Flask

app = Flask(__name__)


@app.route("/")
def hello():
    return "flask as %d, greeting %s\n" % (os.getuid(), os.environ.get("GREETING", "none"))
