public import PhoneNumbers
import Rota

/// Somebody who asks what is held about them, to have it put right, or wiped (Privacy Act 2020, principles 6,
/// 7 and 9): known by the number that they rang from, or by their email address.
public enum PersonSought: Equatable, Sendable {
  case number(WrittenNumber)
  /// In lower case.
  case address(String)

  /// Nil for what is neither.
  public init?(_ text: String) {
    if EmailAddress.isPlausible(text) {
      self = .address(text.lowercased())
    } else {
      let number = WrittenNumber(text)
      guard number.comparisonKey != nil else { return nil }
      self = .number(number)
    }
  }

  public func isMeant(by caller: CallerDetails) -> Bool {
    switch self {
    case .number(let number): caller.phone?.comparisonKey == number.comparisonKey
    case .address(let address): caller.email?.lowercased() == address
    }
  }

  /// Also by the number that rang, when another was named to be rung on.
  public func isMeant(by call: Call) -> Bool {
    if case .number(let number) = self, call.from?.value.comparisonKey == number.comparisonKey {
      return true
    }
    return isMeant(by: call.caller)
  }

  /// As it may stand in what could not be read.
  public var texts: [String] {
    switch self {
    case .number(let number): [number.asGiven] + (number.number.map { [$0.e164] } ?? [])
    case .address(let address): [address]
    }
  }
}

/// All that is held about somebody.
public struct PersonDetails: Equatable, Sendable {
  /// Theirs, and those on which they rang or wrote; the first first.
  public let tickets: [WholeTicket]
  /// Those of which no ticket was made.
  public let calls: [Call]
  /// Bodies and emails that could not be read and bear their number or address.
  public let keptAside: Int

  public init(tickets: [WholeTicket], calls: [Call], keptAside: Int) {
    self.tickets = tickets
    self.calls = calls
    self.keptAside = keptAside
  }

  public var isEmpty: Bool { tickets.isEmpty && calls.isEmpty && keptAside == 0 }
}
