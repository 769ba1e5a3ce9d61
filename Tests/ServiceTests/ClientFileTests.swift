import Callbacks
import Clients
import Rota
import Testing

@testable import Service

/// `clients.csv` beside the running service (spec: clients-and-status.md).
struct ClientFileTests {
  private let sound = "organisation,email_domains\nKauri Ltd,kauri.example.nz\n"
  private let faulty = "organisation,email_domains\nRimu Ltd,@rimu.example.nz\n"

  private func organisations(_ night: Night) -> [String] {
    night.core.inForce.clients.list.clients.map(\.organisation)
  }

  @Test func `a sound list is in force, and a new one follows it`() throws {
    let night = try Night("2026-07-16 22:00")
    #expect(organisations(night) == [])
    #expect(night.core.inForce.allFiles == ["all.rota"])
    try night.editClients(sound)
    #expect(organisations(night) == ["Kauri Ltd"])
    #expect(night.core.inForce.allFiles == ["all.rota", "clients.csv"])
    try night.editClients(sound + "Rata Ltd,\n")
    #expect(organisations(night) == ["Kauri Ltd", "Rata Ltd"])
    try night.editClients(nil)
    #expect(organisations(night) == [])
    #expect(night.core.inForce.allFiles == ["all.rota"])
  }

  @Test func `a faulty list leaves the last good one, over a restart too`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.editClients(sound)
    try night.go(to: "2026-07-16 22:10")
    try night.editClients(faulty)
    #expect(organisations(night) == ["Kauri Ltd"])
    #expect(night.core.inForce.allPending?.problems.map(\.place?.line) == [2])
    try night.stop(until: "2026-07-17 01:00")
    #expect(organisations(night) == ["Kauri Ltd"])
    #expect(night.core.inForce.allPending?.problems.map(\.place?.line) == [2])
    try night.editClients(sound)
    #expect(night.core.inForce.allPending == nil)
    #expect(night.core.inForce.clients.since == (try night.moment("2026-07-16 22:00")))
  }

  @Test func `neither set holds the other back`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.editClients(faulty)
    #expect(night.filesAreSound)
    try night.edit(RotaText.text(rest: "leave chen 2026-08-01"))
    #expect(night.core.inForce.configuration.leave.count == 1)
    #expect(night.core.inForce.allPending?.problems.count == 1)
    try night.edit("person\n")
    try night.editClients(sound)
    #expect(organisations(night) == ["Kauri Ltd"])
    #expect(
      night.core.inForce.allPending?.problems.contains { $0.place?.file == "all.rota" } == true)
    try night.edit(RotaText.text(rest: "leave chen 2026-08-02"))
    #expect(organisations(night) == ["Kauri Ltd"])
  }

  @Test func `an edit made while the service was away is in force from its start`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.editClients(sound)
    night.editClientsUnseen(sound + "Rata Ltd,\n")
    try night.stop(until: "2026-07-17 01:00")
    #expect(organisations(night) == ["Kauri Ltd", "Rata Ltd"])
    #expect(night.core.inForce.clients.since == (try night.moment("2026-07-17 01:00")))
  }

  @Test func `a fault is told once, two minutes after the last edit`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.editClients(faulty)
    try night.go(to: "2026-07-16 22:01")
    try night.editClients(faulty + "Rata Ltd,?\n")
    try night.go(to: "2026-07-16 23:00")
    #expect(try night.told(.filesFault) == ["22:03 kiri"])
    #expect(
      night.tries.last { $0.kind == .filesFault }?.text
        == "The list of clients has 2 faults, the last good one stays in force."
        + " clients.csv, line 2: “@rimu.example.nz” is no domain of email addresses.")
  }
}
