public import CivilTime
public struct ReadResult: Sendable { public let configuration: Configuration?; public let problems: [Problem] }
extension Configuration {
  public static func read(_ files: [RotaFile], zone: (String) throws(TimeZoneFault) -> TimeZoneRules) -> ReadResult { ReadResult(configuration: nil, problems: []) }
}
