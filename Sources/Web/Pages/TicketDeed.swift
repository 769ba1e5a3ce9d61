import Callbacks
import CivilTime
import Pages
import Rota
import Service

/// What a form does with a ticket itself.
enum TicketDeed: Sendable {
  case update(String, isPublic: Bool, TicketNumber, Actor)
  case status(StatusWish, TicketNumber, Actor)
  case billing(TicketChange, TicketNumber, Actor)
  case time(TimeEntry, Actor)
  case material(Material, Actor)

  /// Nil when there is no such form.
  ///
  /// - Throws: 409, 422.
  init?(_ deed: String, _ form: PageForm, _ visit: PageVisit, on ticket: TicketNumber) throws {
    let actor = try visit.actor()
    switch deed {
    case "update":
      guard let text = try form.words("text", scalarsMax: TicketUpdate.textScalarsMax) else {
        throw WebProblem(422, "the update is empty")
      }
      self = .update(text, isPublic: form["public"] == "yes", ticket, actor)
    case "solve": self = .status(.solved, ticket, actor)
    case "reopen": self = .status(.open, ticket, actor)
    case "billing":
      guard let group = form["group"].flatMap({ BillingGroup(rawValue: $0) }),
        let reason = try form.words("reason", scalarsMax: TicketChange.reasonScalarsMax)
      else { throw WebProblem(422, "choose a group and say why") }
      let move = TicketChange.BillingMove(group: group, reason: reason)
      self = .billing(TicketChange(billing: move), ticket, actor)
    case "time": self = .time(try Self.entry(form, visit, actor, on: ticket), actor)
    case "material": self = .material(try Self.used(form, visit, actor, on: ticket), actor)
    default: return nil
    }
  }

  private static func entry(
    _ form: PageForm, _ visit: PageVisit, _ actor: Actor, on ticket: TicketNumber
  ) throws -> TimeEntry {
    let (now, inForce) = (visit.service.now, visit.service.inForce)
    guard let minutes = try form.number("minutes", in: 1...CallbackAction.minutesMax) else {
      throw WebProblem(422, "say how many minutes it took")
    }
    let end = try form.time("end", in: inForce.zone) ?? now
    guard end <= now else { throw WebProblem(422, "work that lies ahead can't be written down") }
    let named = visit.isManager ? form["person"].flatMap { inForce.person(Name($0))?.name } : nil
    return TimeEntry(
      ticket: ticket, person: named ?? actor.person, start: end - .minutes(minutes), end: end,
      note: try form.words("note", scalarsMax: CallbackAction.noteScalarsMax), recordedAt: now)
  }

  private static func used(
    _ form: PageForm, _ visit: PageVisit, _ actor: Actor, on ticket: TicketNumber
  ) throws -> Material {
    let now = visit.service.now
    guard
      let description = try form.words(
        "description", scalarsMax: Material.descriptionScalarsMax)
    else { throw WebProblem(422, "say what it is") }
    guard let cents = form.words("price").flatMap(Dollars.cents),
      Material.unitPriceCentsRange.contains(cents)
    else { throw WebProblem(422, "write the price in dollars, such as 12.50") }
    return Material(
      ticket: ticket, date: visit.service.inForce.zone.local(at: now).date,
      description: description,
      quantity: try form.number("quantity", in: Material.quantities) ?? 1, unitPriceCents: cents,
      by: actor.person.text, recordedAt: now)
  }

  func perform(_ core: ServiceCore) throws -> TicketReceipt {
    switch self {
    case .update(let text, let isPublic, let ticket, let actor):
      return try core.addUpdate(text, isPublic: isPublic, to: ticket, by: actor)
    case .status(let status, let ticket, let actor):
      return try core.set(status, of: ticket, by: actor)
    case .billing(let change, let ticket, let actor):
      return try core.change(ticket, change, by: actor).map { .done($0) } ?? .noTicket
    case .time(let entry, let actor):
      return try core.addTime(entry, by: actor.person.text, door: actor.door).map { .done($0) }
        ?? .noTicket
    case .material(let material, let actor):
      return try core.addMaterial(material, door: actor.door).map { .done($0) } ?? .noTicket
    }
  }
}

/// Money as people write it.
enum Dollars {
  /// `12`, `12.5`, `$1,200.50`; nil for anything else.
  static func cents(_ text: String) -> Int? {
    let plain = text.filter { $0 != "$" && $0 != "," && $0 != " " }
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...7).contains(parts[0].utf8.count),
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let whole = Int(parts[0])
    else { return nil }
    guard parts.count == 2 else { return whole * 100 }
    guard (1...2).contains(parts[1].utf8.count), let part = Int(parts[1]) else { return nil }
    return whole * 100 + (parts[1].utf8.count == 1 ? part * 10 : part)
  }
}
