"""A headless Chromium by its DevTools protocol, for tests: no driver, nothing to download."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
import urllib.request
from contextlib import contextmanager

import websocket

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 60  # seconds until something that does not appear is missing
_NAMES = {" ": ("Space", 32), "ArrowDown": ("ArrowDown", 40)}

_MIDDLE = """(selector) => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: "nearest" });
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


class Tab:
    """One page of the browser."""

    def __init__(self, socket):
        self._socket = socket
        self._number = 0
        self.call("Page.enable")
        self.call("Runtime.enable")

    def call(self, method, **parameters):
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, url):
        self.call("Page.navigate", url=url)

    def ask(self, expression):
        """Return the value of an expression of JavaScript; None while the page is changing."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return answer["result"].get("value")

    def waits_for(self, expression, seconds=PATIENCE):
        """Wait until an expression is true, and tell whether it came true."""
        end = time.monotonic() + seconds
        while not (true := self.ask(f"Boolean({expression})")) and time.monotonic() < end:
            time.sleep(0.1)
        return bool(true)

    def wait_for(self, expression):
        assert self.waits_for(expression), f"waited in vain for {expression}; the page says: {self.text()}"

    def text(self):
        return self.ask("document.body && document.body.innerText")

    def press(self, key):
        """Press and release a key, as a keyboard does."""
        code, number = _NAMES.get(key, (f"Key{key.upper()}", ord(key[0].upper())))
        about = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=key if len(key) == 1 else "", **about)
        self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def click(self, selector):
        """Click into the middle of an element, as a mouse does."""
        x, y = self.ask(f"({_MIDDLE})({json.dumps(selector)})")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self, path):
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))


@contextmanager
def chromium(profile):
    """Start a browser of its own and give its first tab; end the browser afterwards."""
    command = [
        CHROMIUM,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--remote-debugging-port=0",
        "--window-size=1000,900",
        f"--user-data-dir={profile}",
        "about:blank",
    ]
    (profile / "DevToolsActivePort").unlink(missing_ok=True)
    with (profile / "log.txt").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        port = _port(profile / "DevToolsActivePort")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            pages = [page for page in json.load(answer) if page["type"] == "page"]
        socket = websocket.create_connection(pages[0]["webSocketDebuggerUrl"], suppress_origin=True, timeout=PATIENCE)
        try:
            yield Tab(socket)
        finally:
            socket.close()
    finally:
        end(process)


def end(process):
    """End a process of our own, kindly at first."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _port(file):
    end = time.monotonic() + PATIENCE
    while not file.exists() or not file.read_text().strip():
        assert time.monotonic() < end, "the browser does not start"
        time.sleep(0.05)
    return int(file.read_text().split()[0])
