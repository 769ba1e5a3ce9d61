import CLinux
import Glibc

/// What `ringback doctor` asks of the machine.
public enum MachineState {
  /// Bytes and files that this user may still write in a folder; nil when the system does not say.
  public static func room(in folder: String) -> (bytes: Int64, files: Int64)? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    // Some file systems count no files.
    let files = status.f_files == 0 ? Int64.max : Int64(clamping: status.f_favail)
    return (Int64(clamping: status.f_bavail) * Int64(clamping: status.f_frsize), files)
  }

  /// Who may do what with a file or folder; nil when it can't be looked at.
  public static func permissions(of path: String) -> (mode: UInt32, isOwn: Bool)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (status.st_mode & 0o7777, status.st_uid == geteuid())
  }

  /// Whether a time service (chrony, ntpd, systemd-timesyncd) keeps the clock, as the kernel knows it; nil
  /// when it does not say.
  public static func clockIsKept() -> Bool? {
    var times = timex()
    let state = adjtimex(&times)
    guard state >= 0 else { return nil }
    return state != TIME_ERROR && times.status & STA_UNSYNC == 0
  }

  /// How far off the clock may be as the kernel reckons, in microseconds.
  public static func clockErrorMicroseconds() -> Int? {
    var times = timex()
    return adjtimex(&times) >= 0 ? Int(times.maxerror) : nil
  }
}
