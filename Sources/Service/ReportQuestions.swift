import Callbacks
public import CivilTime
public import Reports
import Rota
import Store

extension CallbackService {
  /// How the callbacks that were made in the range have been kept, as far as is known now.
  public func callbacksReport(of range: Range<Moment>) throws -> CallbacksReport {
    let now = now
    let callbacks = try read { store in
      let attempts = Dictionary(
        grouping: try store.attempts(ofCallbacksMadeIn: range), by: \.callback)
      let history = try store.history(
        ofCallbacksMadeIn: range, what: HistoryEntry.acknowledgementWords)
      let acknowledged = Dictionary(
        history.filter(\.isAcknowledgement).map { ($0.callback, $0.at) },
        uniquingKeysWith: { min($0, $1) })
      return try store.callbacks(madeIn: range).map { callback in
        RungCallback(
          callback, attempts: attempts[callback.id] ?? [],
          acknowledgedAt: acknowledged[callback.id])
      }
    }
    return CallbacksReport(callbacks, now: now)
  }

  /// Whose the hours out of service hours were, and will be.
  public func onCallReport(of range: Range<Moment>) throws -> OnCallReport {
    let (now, timeline) = (now, try timeline())
    let (sent, work) = try read { store in
      (try store.noticesSent(in: range), try store.timeEntries(startingIn: range))
    }
    return OnCallReport(range, timeline: timeline, now: now, sent: sent, work: work)
  }

  /// What happened since the desk closed, and what is open, at that moment.
  public func handover(at moment: Moment) throws -> Handover {
    let timeline = try timeline()
    return try read { try Handover(from: $0, at: moment, timeline: timeline) }
  }
}

extension Handover {
  /// The same for whoever asks and for the notice at the opening.
  init(from store: Store, at moment: Moment, timeline: ConfigurationTimeline) throws {
    let closed = ClosedStretch.latest(
      at: moment, timeline: timeline, closings: try store.closings(upTo: moment))
    let range = closed?.range ?? moment..<moment
    let records = { (callbacks: [Callback]) in try callbacks.compactMap { try store.record(of: $0) }
    }
    self.init(
      at: moment, closed: closed, open: try records(try store.callbacks(openAt: moment)),
      ended: try records(try store.callbacks(madeOrEndedIn: range, endedBy: moment)),
      calls: try store.calls(arrivedIn: range), time: try store.timeEntries(startingIn: range),
      waiting: try store.tickets(touchedIn: range, unsolvedAt: moment))
  }
}
