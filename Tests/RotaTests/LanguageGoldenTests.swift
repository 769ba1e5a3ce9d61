import Glibc
import Testing

@testable import Rota

/// `RECORD=1 swift test` writes the `.expected` files anew, and fails, so that what was recorded is looked
/// at before it counts.
private let records = getenv("RECORD") != nil

@Suite struct LanguageGoldenTests {
  @Test(arguments: GoldenCase.all)
  func `each set of files gets the words that stand beside it`(_ golden: GoldenCase) {
    let rendering = golden.rendering
    if records {
      TestFolder.write(rendering, to: golden.expectedPath)
      Issue.record("recorded \(golden.name): look at it, and run again without RECORD")
      return
    }
    let expected = TestFolder.bytes(golden.expectedPath).map { String(decoding: $0, as: UTF8.self) }
    #expect(rendering == expected)
  }

  @Test func `there is a golden set for each thing that can be wrong`() {
    #expect(GoldenCase.all.count >= 90)
  }

  /// One page of everything that the check can say, to be read from top to bottom.
  @Test func `the page of all problems holds every golden set's words`() {
    let page = GoldenCase.page
    if records {
      TestFolder.write(page, to: GoldenCase.pagePath)
      Issue.record("recorded the page of all problems: read it, and run again without RECORD")
      return
    }
    let kept = TestFolder.bytes(GoldenCase.pagePath).map { String(decoding: $0, as: UTF8.self) }
    #expect(page == kept, "run with RECORD=1, and read what has changed")
  }

  @Test(arguments: GoldenCase.all)
  func `no problem points off its line's text`(_ golden: GoldenCase) {
    for problem in Configuration.read(golden.files, zones: .system).problems {
      for place in [problem.place, problem.related].compactMap({ $0 }) {
        let lines = golden.files.first { $0.name == place.file }?.lines() ?? []
        let line = lines.dropFirst(place.line - 1).first
        #expect(place.line >= 1 && place.column >= 1 && place.length >= 1, "\(problem)")
        #expect(place.column + place.length - 1 <= line?.scalars.count ?? 0, "\(problem)")
      }
    }
  }
}
