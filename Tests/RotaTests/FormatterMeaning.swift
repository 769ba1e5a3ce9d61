import CivilTime
import ServiceHours

@testable import Rota

/// All that a set of files means, but for the places of its lines: what must be the same before and
/// after.
func meaning(_ files: [RotaFile]) -> [String] {
  let result = Configuration.read(files, zones: .system, years: 2026...2027)
  let problems = result.problems.map { problem in
    [
      "\(problem.severity)", words(problem.message), words(problem.advice),
      problem.place?.file ?? "",
    ].joined(separator: " ")
  }
  return problems.sorted() + (result.configuration.map(lines) ?? [])
}

/// Without blanks, case, and the numbers of lines.
private func words(_ message: String) -> String {
  String(message.lowercased().filter { $0 != " " }).replacing(/\.rota:[0-9]+/, with: ".rota")
}

private func lines(_ configuration: Configuration) -> [String] {
  var lines: [String] = []
  for child in Mirror(reflecting: configuration).children where child.label != "hours" {
    describe(child.value, child.label ?? "", into: &lines)
  }
  return lines
}

private func describe(_ value: Any, _ path: String, into lines: inout [String]) {
  switch value {
  case is SourcePlace: return
  case let zone as TimeZoneRules: lines.append("\(path) \(zone.name)")
  case let text as String: lines.append("\(path) \(text)")
  default:
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty { lines.append("\(path) \(value)") }
    for (index, child) in mirror.children.enumerated() {
      describe(child.value, path + "/" + (child.label ?? "\(index)"), into: &lines)
    }
  }
}
