public import CivilTime
import Digests
import Rota
public import Store

/// The one owner of the service's state: takes events in order, decides each with one frozen `now`, and
/// writes what follows. It has no thread and no lock of its own; whoever runs it does so one at a time and
/// inside a transaction (``CallbackService`` in the program, a test without any thread).
public final class ServiceCore {
  let store: Store
  public internal(set) var inForce: InForce
  let edges: Edges
  /// Notices' links are made with it.
  let linkCode: HMACSHA256
  var turn = Turn()
  /// The shifts that start soon.
  var coming: ComingShifts?
  /// The set of files that the one in force has replaced.
  var replaced: InForce?
  /// Sets of files that were in force before, by their numbers in the store.
  var heldSets: [Int64: Configuration] = [:]

  /// Opens nothing anew: the store is there, and the files are read.
  ///
  /// - Throws: ``StartFault`` when neither the folder nor the store has a good set of files.
  public init(store: Store, edges: Edges) throws {
    self.store = store
    self.edges = edges
    linkCode = HMACSHA256(key: edges.linkKey)
    inForce = try InForce.atStart(store: store, edges: edges)
    inForce.clients = try ClientsInForce.atStart(store: store, edges: edges)
  }

  /// The same service on the store opened anew, after the disk has failed.
  init(store: Store, of other: ServiceCore) {
    self.store = store
    edges = other.edges
    linkCode = other.linkCode
    turn = other.turn
    inForce = other.inForce
  }

  /// The frozen time of one decision: asked once for each.
  public func freezeNow() -> Moment { edges.now() }
}
