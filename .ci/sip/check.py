"""What must hold after the calls of `run`: each rang at the right phone and at no other, and what was acknowledged,
or went to the fallback, is in the store once and open to whoever asks for the callbacks."""
import json
import re
import sqlite3
import urllib.parse
import urllib.request

ANSWER_MILLISECONDS_MAX = 300  # of the 99th percentile
TOO_SLOW = 3  # the exit status when all else holds: a busy machine, perhaps


class ExchangeLog:
    """What Kamailio wrote: where it sent each call and why, and which reports were taken."""

    ASKED = re.compile(
        r"asked call=(?P<call>\S+) from=(?P<number>\S+) at=(?P<at>\d+) asked=(?P<asked>[\d.]+)"
        r" answered=(?P<answered>[\d.]+) status=(?P<status>-?\d+) route=(?P<route>\S*) ticket=(?P<ticket>\S*)"
        r" dial=(?P<dial>\S*)")

    def __init__(self, folder):
        text = (folder / "kamailio.log").read_text(errors="replace")
        self.asked = [found.groupdict() for found in self.ASKED.finditer(text)]
        taken = re.findall(r"reported event=(\S+) status=20[01]\b", text)
        self.reports = {urllib.parse.unquote(event) for event in taken}

    def wanted_reports(self):
        ends = {call["call"] + ":ended" for call in self.asked}
        return ends | {call["call"] + ":fallback" for call in self.asked if not was_answered(call)}


def was_answered(call):
    return call["status"] in ("200", "201")


def all(folder, port, token, count, hours, suspended):
    log = ExchangeLog(folder)
    calls = {call["call"]: call for call in log.asked}
    same(len(log.asked), count, "the exchange asked for each call once")
    same(len(calls), count, "each call is another one")
    each_at_its_phone(folder, calls, [edge.timestamp() for edge in hours])
    unanswered = store_holds(folder, calls)
    callbacks_are_open(port, token, calls, unanswered)
    answers_in_time(calls, suspended)


def each_at_its_phone(folder, calls, hours):
    rang = {}
    for phone in ("desk", "message", "fallback"):
        text = (folder / f"phone-{phone}").read_text() if (folder / f"phone-{phone}").exists() else ""
        for call in re.findall(r"rang call=(\S+)", text):
            rang.setdefault(call, []).append(phone)
    counts = {}
    for name, call in calls.items():
        if was_answered(call):
            wanted = "desk" if hours[0] <= int(call["at"]) < hours[1] else "message"
            same(call["route"], "desk" if wanted == "desk" else "on_call", f"the route of {call}")
        else:
            wanted = "fallback"
        same(rang.get(name), [wanted], f"the phones that rang for {call}")
        counts[wanted] = counts.get(wanted, 0) + 1
    same(set(rang), set(calls), "no phone rang for a call that nobody made")
    print("rang at " + ", ".join(f"{phone} {count}" for phone, count in sorted(counts.items())))
    same(set(counts), {"desk", "message", "fallback"}, "the run has met each of the three")


def answers_in_time(calls, suspended):
    """Of all answers but those that were asked for while the service was suspended."""
    spans = sorted(
        (float(call["answered"]) - float(call["asked"])) * 1000 for call in calls.values()
        if was_answered(call) and not suspended[0] <= float(call["asked"]) <= suspended[1])
    median, late = spans[len(spans) // 2], spans[len(spans) * 99 // 100]
    print(f"{len(spans)} answers: median {median:.0f} ms, 99th percentile {late:.0f} ms, slowest {spans[-1]:.0f} ms")
    if late >= ANSWER_MILLISECONDS_MAX:
        print(f"the 99th percentile is to be under {ANSWER_MILLISECONDS_MAX} ms")
        raise SystemExit(TOO_SLOW)


def store_holds(folder, calls):
    """Gives the desk's calls that it did not answer."""
    store = sqlite3.connect(f"file:{folder}/data/ringback.sqlite?mode=ro", uri=True)
    same(store.execute("PRAGMA integrity_check").fetchone(), ("ok",), "the store is sound")
    rows = store.execute("SELECT call_id, ticket, outcome, is_owed, route FROM calls").fetchall()
    found = {row[0]: row[1:] for row in rows}
    same(len(rows), len(calls), "each call is in the store once")
    same(set(found), set(calls), "each call is in the store")
    unanswered = {
        name for name, call in calls.items()
        if was_answered(call) and call["route"] == "desk" and found[name][1] in ("busy", "abandoned")}
    for name, call in calls.items():
        ticket, outcome, is_owed, route = found[name]
        owed = not was_answered(call) or call["route"] == "on_call" or name in unanswered
        same((is_owed == 1, ticket is not None), (owed, owed), f"a callback for {call}, which ended {outcome}")
        if was_answered(call):
            same(route, call["route"], f"the route of {call}")
            if call["route"] == "on_call":
                same(str(ticket), call["ticket"], f"the ticket of {call}")
    tickets = [row[1] for row in rows if row[1] is not None]
    same(len(set(tickets)), len(tickets), "each call has a ticket of its own")
    callbacks = [row[0] for row in store.execute("SELECT ticket FROM callbacks")]
    same(sorted(callbacks), sorted(tickets), "each ticket has one callback")
    print(f"{len(tickets)} tickets with a callback each, {len(unanswered)} of calls that the desk did not answer")
    return unanswered


def callbacks_are_open(port, token, calls, unanswered):
    shown, after = [], ""
    while after is not None:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/v1/callbacks?limit=200" + (f"&after={after}" if after else ""),
            headers={"Authorization": "Bearer " + token})
        page = json.load(urllib.request.urlopen(request, timeout=20))
        shown += page["callbacks"]
        after = page["next"] and urllib.parse.quote(page["next"])
    owed = [
        call["number"] for name, call in calls.items()
        if not was_answered(call) or call["route"] == "on_call" or name in unanswered]
    same(sorted(callback["caller"]["phone"] for callback in shown), sorted(owed), "the open callbacks' callers")
    same({callback["calls"] for callback in shown}, {1}, "each of them for one call")


def same(found, wanted, what):
    if found != wanted:
        raise SystemExit(f"not so: {what}\n  wanted {str(wanted)[:600]}\n  found  {str(found)[:600]}")
