import CSQLite

/// Why the store can't do what was asked. The description is for the log: it names no caller.
public struct StoreFault: Error, Equatable, Sendable, CustomStringConvertible {
  public let kind: Kind
  public let description: String

  public enum Kind: Equatable, Sendable {
    /// No room on the disk: writing goes on when there is some.
    case full
    /// The file or its folder can't be written.
    case readOnly
    /// The disk failed: nothing may be acknowledged until the store has been opened anew and checked.
    case disk
    /// Another process holds the file for longer than we wait.
    case busy
    /// Not a store, or a damaged one.
    case damaged
    /// Made by a newer program.
    case newerSchema
    case cannotOpen
    case other
  }

  init(kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  init(code: Int32, message: String) {
    kind =
      switch code & 0xFF {
      case SQLITE_FULL: .full
      case SQLITE_READONLY: .readOnly
      case SQLITE_IOERR: .disk
      case SQLITE_BUSY, SQLITE_LOCKED: .busy
      case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
      case SQLITE_CANTOPEN: .cannotOpen
      default: .other
      }
    description = "\(message) (SQLite \(code))"
  }

  static func damaged(_ column: String) -> StoreFault {
    StoreFault(kind: .damaged, "the column \(column) holds what this program never writes")
  }
}
