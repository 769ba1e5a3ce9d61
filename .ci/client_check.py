#!/usr/bin/env python3
"""64 connections of a plain client post and read for some seconds, while rota files are edited and callbacks are
acknowledged beside them: no error, and no wrong answer.

    python3 .ci/client_check.py PATH/TO/ringback [SECONDS]

The service's clock begins at two in the morning of Matariki, so that every call is owed a callback. Each client
keeps one connection for all that it asks. Exit status 1 when anything was wrong.
"""
import http.client
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

CONNECTIONS = 64
ENGINEERS = 2
EDIT_EVERY = 0.3
HOLIDAY = "Matariki"

DESK = """
desk
    name        "Service Desk"
    time zone   Pacific/Auckland
    region      Auckland
    hours       Monday to Friday 08:00 to 17:00
    dial        sip:desk@pbx.example.nz
    after hours dial  sip:message@pbx.example.nz
callbacks
    normal      within 1h
"""
PEOPLE = """
person aroha
    name "Aroha Ngata"
    phone 021 555 0101
    notify log
person ben
    name "Ben Carter"
    phone 021 555 0102
    notify log
rota primary
    turn 1 week
    hands over Monday 08:00
    from 2026-06-01 {person}
escalation
    at once primary
    last resort ben
"""


class Wrong(Exception):
    """An answer that is not what was promised."""


class Client:
    """One connection, kept."""

    def __init__(self, address, token):
        self.connection = http.client.HTTPConnection(address, timeout=20)
        self.token = token
        self.times = []

    def ask(self, method, path, body=None, wanted=(200,), headers={}):
        text = None if body is None else json.dumps(body)
        fields = {"Authorization": "Bearer " + self.token, **headers}
        if text is not None:
            fields["Content-Type"] = "application/json"
        start = time.monotonic()
        self.connection.request(method, path, text, fields)
        answer = self.connection.getresponse()
        data = answer.read()
        self.times.append(time.monotonic() - start)
        if answer.status not in wanted:
            raise Wrong(f"{method} {path}: {answer.status} {data[:300]!r}")
        if answer.will_close:
            raise Wrong(f"{method} {path}: the connection was closed")
        return json.loads(data)


class Night:
    """All that the clients share."""

    def __init__(self, address, tokens, folder):
        self.address, self.tokens, self.folder = address, tokens, folder
        self.lock = threading.Lock()
        self.stop = threading.Event()
        self.faults, self.times = [], []
        self.tickets, self.taken, self.on_call = {}, set(), set()
        self.posts = self.repeats = self.reads = self.acknowledged = self.edits = 0

    def run(self, work, *arguments):
        try:
            work(*arguments)
        except Exception as fault:
            with self.lock:
                self.faults.append(f"{type(fault).__name__}: {fault}")
            self.stop.set()

    def telephone(self, number):
        client, reader = (Client(self.address, self.tokens[role]) for role in ("telephony", "manager"))
        # One connection for each client: the reading goes by the same one, with another token.
        reader.connection = client.connection
        reader.times = client.times
        count = 0
        while not self.stop.is_set():
            count += 1
            call = f"call-{number}-{count}"
            # A number of its own: the same caller would join the open callback.
            caller = f"021 {number:02d} {count:05d}"
            event = {"event_id": f"e-{call}", "type": "call.started", "call_id": call, "from": caller}
            first = client.ask("POST", "/v1/call-events", event, wanted=(201,))
            self.check_call(first, call)
            if count % 5 == 0:
                again = client.ask("POST", "/v1/call-events", event)
                if again != {**first, "duplicate": True}:
                    raise Wrong(f"a repeat of {call} got another answer: {again} and not {first}")
            read = reader.ask("GET", f"/v1/callbacks/{first['ticket']}")
            if read["due_at"] != first["callback"]["due_at"] or read["ticket"] != first["ticket"]:
                raise Wrong(f"{call}: read back otherwise: {read}")
            digits = caller.replace(" ", "")[1:]
            if read["caller"]["phone"] != "+64" + digits:
                raise Wrong(f"{call}: another caller's number: {read['caller']}")
            with self.lock:
                self.posts += 1
                self.repeats += count % 5 == 0
                self.reads += 1
        with self.lock:
            self.times += client.times

    def check_call(self, answer, call):
        hours = answer["service_hours"]
        if answer["route"] != "on_call" or answer["dial"] != "sip:message@pbx.example.nz":
            raise Wrong(f"{call} went elsewhere: {answer}")
        if answer["duplicate"] or hours["open"] or hours["reason"] != HOLIDAY:
            raise Wrong(f"{call}: {answer}")
        if answer["callback"]["on_call"] not in (["aroha"], ["ben"]):
            raise Wrong(f"{call}: nobody would be told: {answer}")
        with self.lock:
            self.on_call.update(answer["callback"]["on_call"])
            other = self.tickets.setdefault(answer["ticket"], call)
        if other != call:
            raise Wrong(f"{call} and {other} have one ticket, {answer['ticket']}")

    def engineer(self, number):
        client = Client(self.address, self.tokens[f"engineer{number}"])
        while not self.stop.is_set():
            page = client.ask("GET", "/v1/callbacks?status=pending&limit=20")
            for callback in page["callbacks"][number::ENGINEERS] or page["callbacks"][:1]:
                ticket = callback["ticket"]
                path = f"/v1/callbacks/{ticket}/acknowledge"
                answer = client.ask("POST", path, {})
                if answer["status"] != "acknowledged":
                    raise Wrong(f"acknowledged, and yet {answer['status']}")
                with self.lock:
                    self.acknowledged += 1
                    self.taken.add((ticket, answer["acknowledged_by"]))
            if not page["callbacks"]:
                time.sleep(0.05)
        with self.lock:
            self.times += client.times

    def editor(self):
        """Puts another on call, then a faulty file, then a sound one again, as an editor does it."""
        path = self.folder / "people.rota"
        texts = [PEOPLE.format(person="ben"), PEOPLE + "\nnonsense\n", PEOPLE.format(person="aroha")]
        while not self.stop.wait(EDIT_EVERY):
            beside = path.with_suffix(".new")
            beside.write_text(texts[self.edits % len(texts)])
            os.replace(beside, path)
            self.edits += 1


def serve(program, folder):
    data = folder / "data"
    log = open(folder / "log", "w")
    service = subprocess.Popen(
        [program, "serve", "--data", str(data), "--rotas", str(folder / "rotas"), "--listen",
         "127.0.0.1:0", "--clock", "2026-07-10T02:00:00+12:00"],
        stdout=subprocess.PIPE, stderr=log, text=True)
    address = next(line for line in service.stdout if "answers at" in line).split("//")[-1].strip()
    tokens = {}
    wanted = [("telephony", "telephony", None), ("manager", "manager", None)]
    wanted += [(f"engineer{n}", "engineer", ["aroha", "ben"][n]) for n in range(ENGINEERS)]
    for name, role, person in wanted:
        more = ["--person", person] if person else []
        made = subprocess.run(
            [program, "token", "add", "client-" + name, "--role", role, "--data", str(data)] + more,
            check=True, capture_output=True, text=True)
        tokens[name] = made.stdout.split()[-1]
    return service, address, tokens


def after(night):
    """All that was promised is there, once."""
    client = Client(night.address, night.tokens["manager"])
    for ticket, person in sorted(night.taken):
        found = client.ask("GET", f"/v1/callbacks/{ticket}")
        # The other may have taken it over since: the history has both.
        deeds = [(entry["what"], entry["by"]) for entry in found["history"]]
        if found["status"] != "acknowledged" or ("acknowledged", person) not in deeds:
            raise Wrong(f"the acknowledgement of {ticket} by {person} is not there: {found}")
    seen, cursor = set(), ""
    while cursor is not None:
        page = client.ask("GET", "/v1/callbacks?status=open&limit=200" + cursor)
        seen |= {callback["ticket"] for callback in page["callbacks"]}
        cursor = page["next"] and "&after=" + page["next"]
    if seen != set(night.tickets):
        raise Wrong(f"{len(seen)} callbacks are open, {len(night.tickets)} were promised")


def main(program, seconds):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "rotas").mkdir()
        (folder / "rotas" / "desk.rota").write_text(DESK)
        (folder / "rotas" / "people.rota").write_text(PEOPLE.format(person="aroha"))
        service, address, tokens = serve(program, folder)
        try:
            night = Night(address, tokens, folder / "rotas")
            works = [(night.telephone, n) for n in range(CONNECTIONS)]
            works += [(night.engineer, n) for n in range(ENGINEERS)] + [(night.editor,)]
            threads = [threading.Thread(target=night.run, args=work) for work in works]
            for thread in threads:
                thread.start()
            night.stop.wait(seconds)
            night.stop.set()
            for thread in threads:
                thread.join()
            if not night.faults:
                night.run(after, night)
        finally:
            service.terminate()
            status = service.wait()
        if status:
            night.faults.append(f"the service ended with {status}")
    times = sorted(night.times)
    if times:
        parts = ", ".join(f"{p} % within {1000 * times[len(times) * p // 100]:.0f} ms" for p in (50, 99))
        print(f"{len(times)} answers in {seconds} s on {CONNECTIONS} connections: {parts}")
    print(
        f"{night.posts} calls, {night.repeats} repeats, {night.reads} reads, {night.acknowledged} acknowledged, "
        f"{night.edits} edits")
    for fault in night.faults[:10]:
        print("wrong:", fault)
    # Both were on call in turn: the edits came into force.
    enough = night.posts and night.acknowledged and night.on_call == {"aroha", "ben"}
    sys.exit(1 if night.faults or not enough else 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60)
