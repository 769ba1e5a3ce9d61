public import Rota
public import Store

/// Why the service can't take something on now: the poster may try again.
public enum ServiceFault: Error, Equatable, Sendable {
  /// More is waiting than is worth waiting for.
  case overloaded
  /// Nothing can be written: the disk is full, failing or read-only.
  case cannotWrite(StoreFault.Kind)
  case stopping
}

/// Why the service does not start.
public enum StartFault: Error, Sendable {
  /// There has never been a good set of rota files: who would be called?
  case noGoodFiles([Problem])
  /// The rota folder can't be read, and the store knows no good set.
  case unreadableFiles(any Error)
}
