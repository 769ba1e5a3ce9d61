import Glibc
import TestSupport
import Testing

/// What the running program tells systemd (`Type=notify`, `WatchdogSec=`).
@Suite(.serialized) struct SupervisedServiceTests {
  @Test func `it says when it is ready, that it lives, and when it stops`() async throws {
    let ringback = try Ringback()
    try ringback.writeNightDesk()
    // The shell's own pid becomes the program's.
    let run = await ringback.runShell(
      """
      python3 - '\(Ringback.path)' <<'PROGRAM'
      import os, signal, socket, subprocess, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind('notify')
      s.settimeout(20)
      p = subprocess.Popen([sys.argv[1], 'serve', '--listen', '127.0.0.1:0'], stdout=subprocess.DEVNULL,
          env={**os.environ, 'NOTIFY_SOCKET': os.getcwd() + '/notify', 'WATCHDOG_USEC': '60000'})
      words = [s.recv(4096).decode().split('\\n')[0] for _ in range(5)]
      p.send_signal(signal.SIGTERM)
      while words[-1] != 'STOPPING=1': words.append(s.recv(4096).decode().split('\\n')[0])
      print(words[:5], words[-1], p.wait())
      PROGRAM
      """)
    #expect(
      run.output
        == "['READY=1', 'WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1'] STOPPING=1 0\n",
      "\(run)")
  }
}
