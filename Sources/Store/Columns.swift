import Callbacks
import CivilTime
import PhoneNumbers
import Rota

// How the values of the rules stand in columns.

extension SQLiteValue {
  init(_ moment: Moment?) { self.init(moment?.microseconds) }
  init(_ number: TicketNumber?) { self.init(number?.value) }
  init(_ key: CallKey?) { self.init(key?.value) }
  init(_ id: CallbackID?) { self.init(id?.value) }
  init(_ name: Name?) { self.init(name?.text) }
  init(_ number: WrittenNumber?) { self.init(number?.asGiven) }
  init<Word: RawRepresentable<String>>(word: Word?) { self.init(word?.rawValue) }
  init(_ warnings: [Warning]) { self.init(warnings.map(\.code).joined(separator: " ")) }
}

extension SQLiteRow {
  func moment(_ column: StaticString) throws(StoreFault) -> Moment {
    Moment(microseconds: try integer(column))
  }

  func momentIfAny(_ column: StaticString) throws(StoreFault) -> Moment? {
    try integerIfAny(column).map { Moment(microseconds: $0) }
  }

  func ticketIfAny(_ column: StaticString) throws(StoreFault) -> TicketNumber? {
    try integerIfAny(column).map { TicketNumber($0) }
  }

  func nameIfAny(_ column: StaticString) throws(StoreFault) -> Name? {
    try textIfAny(column).map { Name($0) }
  }

  func numberIfAny(_ column: StaticString) throws(StoreFault) -> WrittenNumber? {
    try textIfAny(column).map { WrittenNumber($0) }
  }

  func warnings(_ column: StaticString) throws(StoreFault) -> [Warning] {
    try text(column).split(separator: " ").compactMap { Warning(code: String($0)) }
  }

  /// A value beside the column that says when it was said.
  func stamped<Value>(
    at column: StaticString, _ read: (SQLiteRow) throws(StoreFault) -> Value?
  ) throws(StoreFault) -> Stamped<Value>? {
    guard let value = try read(self) else { return nil }
    return Stamped(value, at: try moment(column))
  }

  func stampedText(
    _ text: StaticString, at column: StaticString
  ) throws(StoreFault) -> Stamped<String>? {
    try stamped(at: column) { row throws(StoreFault) in try row.textIfAny(text) }
  }

  func stampedNumber(
    _ number: StaticString, at column: StaticString
  ) throws(StoreFault) -> Stamped<WrittenNumber>? {
    try stamped(at: column) { row throws(StoreFault) in try row.numberIfAny(number) }
  }
}
