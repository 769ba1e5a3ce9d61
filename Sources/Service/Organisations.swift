import Clients
import Store

extension CallbackService {
  /// The clients, and the organisations of the latest tickets, by their names: what a form suggests.
  public func organisations() throws -> [String] {
    let latest = try read { try $0.organisations(limit: CallbackService.organisationsMax) }
    let clients = inForce.clients.list.clients.prefix(CallbackService.organisationsMax)
    return Set(latest + clients.map(\.organisation)).sorted()
  }

  static let organisationsMax = 200
}
