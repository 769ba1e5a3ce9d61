import CivilTime
import Synchronization
import Testing

@testable import Service

/// Who waits for a commit (spec: board.md, live refresh).
struct ChangesTests {
  private let changes = Changes(run: [1, 2])
  private let told = Told()
  private let start = Moment(seconds: 1_783_605_600)

  private final class Told: Sendable {
    private let kept = Mutex<[String]>([])

    var marks: [String] { kept.withLock { $0 } }
    func add(_ mark: Changes.Mark) { kept.withLock { $0.append(mark.description) } }
  }

  private func wait(after seen: String?, now: Moment? = nil) {
    changes.wait(after: seen, now: now ?? start) { told.add($0) }
  }

  @Test(arguments: [nil, "", "0102-7", "0304-0"])
  func `who has not seen the newest is told at once`(seen: String?) {
    wait(after: seen)
    #expect(told.marks == ["0102-0"])
  }

  @Test func `who has seen the newest is told of the next commit, once`() {
    wait(after: "0102-0")
    #expect(told.marks == [])
    changes.commit()
    changes.commit()
    #expect(told.marks == ["0102-1"])
    wait(after: "0102-1")
    #expect(told.marks == ["0102-1", "0102-2"])
  }

  @Test func `nobody waits longer than 25 s`() {
    wait(after: "0102-0")
    wait(after: "0102-0", now: start + .seconds(10))
    changes.look(now: start + .milliseconds(24_999))
    #expect(told.marks.isEmpty)
    changes.look(now: start + .seconds(25))
    #expect(told.marks == ["0102-0"])
    // A clock that was set back holds nobody.
    changes.look(now: start)
    #expect(told.marks.count == 2)
  }

  @Test func `one more than can wait is told at once, and holds up nobody`() {
    for _ in 0..<Changes.waitersMax { wait(after: "0102-0") }
    #expect(told.marks.isEmpty)
    wait(after: "0102-0")
    #expect(told.marks.count == 1)
    changes.commit()
    #expect(told.marks.count == Changes.waitersMax + 1)
  }

  @Test func `at the end all are told, and nobody waits any more`() {
    wait(after: "0102-0")
    changes.end()
    wait(after: "0102-0")
    #expect(told.marks == ["0102-0", "0102-0"])
  }
}
