import Callbacks
import CivilTime
import HTTPServer
import Pages
import Rota
import Service

/// The calendar of who is on call, what would happen to a call, and a person's own feed (spec: board.md).
enum OnCallPageRoutes {
  static let routes = [
    PageRoutes.page("/on-call", "The coming weeks as a calendar.") { visit in
      PageAnswer.page(try page(visit).document(visit.said))
    },
    PageRoutes.form("/on-call/feed", "Makes a new address for the feed.") { visit, form, reply in
      let (actor, key) = (try visit.actor(), try visit.key(of: form))
      let request = visit.exchange.request
      visit.service.write { core in
        try core.once(key) {
          try core.makeFeedKey(for: actor.person)
          return PostReply(status: 303, body: "/on-call")
        }
      } then: { result in
        switch result {
        case .success(let made): reply(PageAnswer.goTo(made.body))
        case .failure(let fault): reply(WebProblem(fault: fault).response(to: request))
        }
      }
    },
  ]

  private static func page(_ visit: PageVisit) throws -> OnCallPage {
    let (inForce, now) = (visit.service.inForce, visit.service.now)
    let query = visit.exchange.request.query
    func value(_ name: String) -> String? { query.last { $0.name == name }?.value }
    let today = inForce.zone.local(at: now).date
    let thisMonday = today.adding(days: -today.weekday.index)
    // What has passed is no part of the coming weeks: it may have been by other files.
    let asked = value("from").flatMap { Kind<CivilDate>.date.ofText($0) } ?? thisMonday
    let monday = asked.adding(days: -asked.weekday.index)
    let last = thisMonday.adding(days: OnCallPage.daysAheadMax)
    return OnCallPage(
      inForce.configuration, onCall: inForce.onCall, from: min(max(monday, thisMonday), last),
      reader: visit.reader, feed: try feed(visit), question: question(visit, value), now: now)
  }

  private static func feed(_ visit: PageVisit) throws -> OnCallPage.Feed {
    guard let person = visit.person else { return .nobodys }
    let key = try visit.service.feedKey(of: person.name)
    return key.map { .at("/v1/schedule.ics?key=" + $0) } ?? .notMade
  }

  /// The very answer of `/v1/what-if`, for a time from now on.
  private static func question(
    _ visit: PageVisit, _ value: (String) -> String?
  ) -> OnCallPage.Question {
    guard let at = value("at"), !at.isEmpty else { return OnCallPage.Question(at: nil) }
    let (inForce, now) = (visit.service.inForce, visit.service.now)
    let urgency = value("urgency").flatMap { Urgency(rawValue: $0) } ?? .normal
    guard let moment = FormTime.moment(at, in: inForce.zone), moment >= now - .minutes(1) else {
      return OnCallPage.Question(
        at: at, urgency: urgency, fault: "Choose a time from now on, such as 2026-12-25 01:10.")
    }
    let whatIf = WhatIf(
      callAt: moment, urgency: urgency, from: nil, configuration: inForce.configuration,
      closing: inForce.closing, onCall: inForce.onCall)
    return OnCallPage.Question(at: at, urgency: urgency, events: whatIf.events)
  }
}
