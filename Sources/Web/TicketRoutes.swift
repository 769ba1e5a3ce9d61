import Documents
import HTTPServer
import Service

/// Tickets (spec: http-api.md, "Tickets").
enum TicketRoutes {
  static let routes = [
    Route(
      "GET", "/v1/tickets/{ticket}", "One ticket, with all that belongs to it.",
      roles: CallbackRoutes.staff, answers: [.json(200, "The ticket.", "Ticket")], .now(one))
  ]

  private static func one(_ exchange: Exchange) throws -> HTTPResponse {
    let number = try exchange.ticketNumber()
    guard let whole = try exchange.service.ticket(number) else { throw WebProblem.noTicket }
    return .json(exchange.documents.ticket(whole))
  }
}
