import Glibc

/// Finds the programs of the machine that the service needs.
public enum ProgramPath {
  /// The path of a program that can be run; nil when there is none.
  ///
  /// - Parameters:
  ///   - name: a path, when a slash is in it; else a name that is looked for on `PATH`.
  ///   - usualPlaces: folders that are looked through after `PATH`: a service's own `PATH` often lacks
  ///     those of the system's programs.
  public static func find(_ name: String, usualPlaces: [String] = []) -> String? {
    guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
    if name.contains("/") { return isProgram(name) ? name : nil }
    let folders = (environmentValue("PATH") ?? "").split(separator: ":").map(String.init)
    return (folders + usualPlaces).lazy.map { $0 + "/" + name }.first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }
}
