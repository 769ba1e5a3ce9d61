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

    /// Nothing more may be written by this connection. After a failed sync a second one may report
    /// success for data that is gone; and a connection that was opened on a read-only disk stays so.
    public var wantsOpening: Bool {
      switch self {
      case .disk, .damaged, .readOnly, .cannotOpen: true
      case .full, .busy, .newerSchema, .other: false
      }
    }
  }

  /// SQLite may have rolled back all that the transaction wrote, so that all of it must be done again; any
  /// other fault is that of one piece of work.
  public var endsTransaction: Bool {
    switch kind {
    case .full, .readOnly, .disk, .busy, .cannotOpen: true
    case .damaged, .newerSchema, .other: false
    }
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

  /// The store was opened anew after a fault, and SQLite finds it unsound.
  public static let unsound = StoreFault(
    kind: .damaged, "the store does not pass SQLite's check; restore a backup")

  static func damaged(_ column: StaticString) -> StoreFault {
    StoreFault(kind: .damaged, "the column \(column) holds what this program never writes")
  }
}
