#!/usr/bin/env python3
"""Reads what `ringback schedule --ics` prints with a reader that is not ours, and compares every shift with what
`ringback schedule --json` prints, to the second, over both clock changes.

    python3 -m venv VENV && VENV/bin/pip install icalendar recurring-ical-events
    VENV/bin/python .ci/ics_check.py PATH/TO/ringback

The zone's own name is taken out of the text, so that the reader has to go by the VTIMEZONE that stands in it and
not by the tables that it brings along. Then it goes by its own tables too. Exit status 1 at the first difference.
"""
import datetime as dt
import json
import pathlib
import subprocess
import sys
import tempfile

import icalendar
import recurring_ical_events

UTC = dt.timezone.utc
COUNT = []

DESK = """
desk
    name        "Desk; North, \\\\ and – a name so long that its line has to be folded somewhere ✆"
    time zone   {zone}
    region      none
    hours       Monday to Friday 08:00 to 17:00
    dial        sip:desk@pbx.example.nz
person āwhina-te-ngākau-māhaki
    name        "Āwhina Te Ngākau Māhaki, the one; with \\\\ all the marks, in a name that is folded as well"
    phone       021 555 0101
    notify      log
person ben
    name        "Ben Carter"
    phone       021 555 0102
    notify      log
rota nights
    turn        1 day
    hands over  {handover}
    from        2026-01-01  āwhina-te-ngākau-māhaki, ben, ben
rota always
    turn        1 week
    hands over  Monday 00:00
    from        2025-12-29  ben
rota hand-made
    shift       {first} 01:30 to {first} 04:30  ben
    shift       {second} 01:30 to {second} 04:30  āwhina-te-ngākau-māhaki
leave ben {first} 02:15 to {first} 05:00
override nights {second} 02:00 to {second} 03:30 by āwhina-te-ngākau-māhaki "Swap"
escalation
    at once     nights
    last resort ben
"""

# A zone, the days of its clock changes, and a handover inside the hour that is lost or comes twice.
CASES = [
    ("Pacific/Auckland", "2026-09-27", "2027-04-04", "02:30"),
    ("Pacific/Auckland", "2027-04-04", "2027-09-26", "03:00"),
    ("Pacific/Chatham", "2026-09-27", "2027-04-04", "02:45"),
    ("Australia/Lord_Howe", "2026-10-04", "2027-04-04", "01:45"),
    ("America/St_Johns", "2027-03-14", "2026-11-01", "01:30"),
    ("Asia/Kathmandu", "2026-09-27", "2027-04-04", "02:30"),
    ("UTC", "2026-09-27", "2027-04-04", "02:30"),
]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    compared = 0
    with tempfile.TemporaryDirectory() as folder:
        for zone, first, second, handover in CASES:
            text = DESK.format(zone=zone, first=first, second=second, handover=handover)
            pathlib.Path(folder, "all.rota").write_text(text, encoding="utf-8")
            for day in sorted((first, second)):
                start = (dt.date.fromisoformat(day) - dt.timedelta(days=10)).isoformat()
                for person in (None, "ben"):
                    compared += compare(program, folder, zone, start, 3, person)
            start = min(first, second)
            compared += compare(program, folder, zone, start, 52, None)
    samples = str(pathlib.Path(__file__).resolve().parent.parent / "Rotas")
    compared += compare(program, samples, "Pacific/Auckland", "2026-09-01", 40, None)
    print(f"{compared} shifts are the same to an independent reader")


def compare(program, folder, zone, start, weeks, person):
    arguments = ["schedule", "--rotas", folder, "--from", start, "--weeks", str(weeks)]
    arguments += ["--person", person] if person else []
    ics = run(program, arguments + ["--ics"])
    wanted = sorted(
        (shift["rota"], shift["person"], instant(shift["start"]), instant(shift["end"]))
        for shift in json.loads(run(program, arguments + ["--json"]))["shifts"])
    check_lines(ics)
    # The zone by the text's own VTIMEZONE, then by the reader's tables. Each time by another name: the reader
    # remembers what it has once read of a zone.
    COUNT.append(zone)
    own = ics.replace(zone.encode(), f"Desk/Own{len(COUNT)}".encode()) if zone != "UTC" else ics
    for text in (own, ics):
        calendar = icalendar.Calendar.from_ical(text)
        assert not calendar.errors, calendar.errors
        found = events(calendar, wanted)
        assert found == wanted, f"{zone} from {start}:\n{difference(found, wanted)}"
    return len(wanted)


def events(calendar, wanted):
    """What the calendar holds, cut to the days asked for, as the JSON has it."""
    first = min(start for _, _, start, _ in wanted)
    last = max(end for _, _, _, end in wanted)
    found, names = [], set()
    seen = recurring_ical_events.of(calendar).between(first, last)
    assert len(seen) == len([e for e in calendar.walk("VEVENT")]), "a reader sees other events"
    for event in calendar.walk("VEVENT"):
        start, end = (event.decoded(name).astimezone(UTC) for name in ("DTSTART", "DTEND"))
        assert event.decoded("DTSTAMP").tzinfo is not None
        uid = str(event["UID"])
        assert uid not in names, f"two events are called {uid}"
        names.add(uid)
        rota, person = next(
            (rota, person) for rota, person, _, _ in wanted
            if uid.endswith(f"Z-{rota}-{person}@ringback"))
        assert rota in str(event["SUMMARY"]), event["SUMMARY"]
        found.append((rota, person, max(start, first), min(end, last)))
    return sorted(found)


def check_lines(ics):
    """RFC 5545, 3.1: CR LF, 75 octets, and every piece of a folded line whole UTF-8."""
    assert ics.endswith(b"\r\n") and b"\n" not in ics.replace(b"\r\n", b"")
    for line in ics.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode("utf-8")


def difference(found, wanted):
    gone = [f"- {row}" for row in wanted if row not in found]
    new = [f"+ {row}" for row in found if row not in wanted]
    return "\n".join(gone[:5] + new[:5])


def instant(text):
    return dt.datetime.fromisoformat(text).astimezone(UTC)


def run(program, arguments):
    return subprocess.run([program, *arguments], check=True, stdout=subprocess.PIPE).stdout


main()
