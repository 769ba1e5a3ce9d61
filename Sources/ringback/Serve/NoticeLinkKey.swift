import Digests
import Live
import Service

/// The key of the links in notices: a file beside the store, and never in it, so that neither the store nor a
/// backup opens anything (spec: board.md, "Notice links").
struct NoticeLinkKey {
  let data: DataFolder

  private var path: String { data.path + "/notice-links.key" }

  /// Made at the first start. When it is lost a new one takes its place: links that were sent before stay
  /// good, and retries bear new ones.
  func read() throws(CommandFault) -> [UInt8] {
    do throws(SecretFileFault) {
      let text = try SecretFile.read(path).text
      if let key = Base64.url.decode(String(text.prefix { !$0.isNewline })),
        key.count == Edges.linkKeyBytes
      {
        return key
      }
    } catch {
      switch error {
      case .missing: break
      case .readableByOthers:
        throw .failed("others can read “\(path)”, and it opens notices; run `chmod 600 \(path)`.")
      case .unreadable(let why): throw .failed("“\(path)” can't be read (\(why)); mend that.")
      }
    }
    let key = SecureRandom.bytes(Edges.linkKeyBytes)
    guard data.writePrivately(Base64.url.encode(key) + "\n", to: path) else {
      throw .failed("“\(path)” can't be written; is the disk full?")
    }
    return key
  }
}
