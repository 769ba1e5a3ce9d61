public import Rota

extension JSON {
  /// What is wrong in a set of rota files: `ringback check --json`.
  public static func problems(_ problems: [Problem]) -> JSON {
    ["problems": problemList(problems)]
  }

  /// The list alone, for documents in which it stands beside other things. A problem without a
  /// place, such as a missing stanza, has null for its file, line and column.
  public static func problemList(_ problems: [Problem]) -> JSON {
    .array(
      problems.map { problem in
        [
          "file": JSON(problem.place?.file),
          "line": JSON(problem.place?.line),
          "column": JSON(problem.place?.column),
          "severity": .string(problem.severity.rawValue),
          "message": .string(problem.message),
          "advice": .string(problem.advice),
        ]
      })
  }
}
