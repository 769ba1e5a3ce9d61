import Glibc
public import Rota

extension RotaFolder {
  /// Puts a file's new text in the place of the old one, all of it or nothing: a service that reads
  /// meanwhile finds the one or the other. Its mode stays, and its owner where the system allows;
  /// of a link, the file that it leads to is the one replaced.
  ///
  /// - Throws: ``RotaFolderFault/unwritable(path:why:)``; then the old text is still there.
  public func replace(_ file: RotaFile) throws(RotaFolderFault) {
    let given = path + "/" + file.name
    guard let target = FileReplacement.resolved(given) else { throw unwritable(given, errno) }
    guard let number = FileReplacement(of: target).put(file.bytes) else { return }
    throw unwritable(given, number)
  }

  private func unwritable(_ path: String, _ number: Int32) -> RotaFolderFault {
    .unwritable(path: path, why: ErrorText.of(number))
  }
}

/// A new file beside the old one, given its name once it is whole and on the disk.
private struct FileReplacement {
  private let target: String
  private let folder: String
  /// Hidden, and not called `.rota`: nobody takes it for one of the set.
  private let beside: String

  init(of target: String) {
    self.target = target
    let end = target.lastIndex(of: "/") ?? target.startIndex
    folder = String(target[..<end])
    beside = folder + "/." + target[end...].dropFirst() + ".\(getpid()).new"
  }

  static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The error's number when it could not be done; nil when it is.
  func put(_ bytes: [UInt8]) -> Int32? {
    var status = stat()
    guard stat(target, &status) == 0, access(target, W_OK) == 0 else { return errno }
    let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return errno }
    // Only root may give a file away; whoever else replaces it becomes its owner.
    _ = fchown(file, status.st_uid, status.st_gid)
    let isWhole =
      fchmod(file, status.st_mode & 0o7777) == 0 && Descriptor.write(bytes, to: file)
      && fsync(file) == 0
    let failed = isWhole ? 0 : errno
    close(file)
    guard isWhole, rename(beside, target) == 0 else {
      let number = isWhole ? errno : failed
      unlink(beside)
      return number
    }
    syncFolder()
    return nil
  }

  /// So that the new name outlasts a power cut.
  private func syncFolder() {
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
