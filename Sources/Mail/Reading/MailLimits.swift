/// What one message may ask of its reader. Each limit has a fault or a refusal that tells of it.
public enum MailLimits {
  /// A message of more is refused, its header alone being read. (spec: http-api.md, `/v1/mail`)
  public static let messageBytesMax = 25 << 20
  /// The header of a message or of a part; what is past it is passed over.
  public static let headerBytesMax = 256 << 10
  public static let headerFieldsMax = 1_000
  /// One field, unfolded; the rest of it is cut off.
  public static let fieldBytesMax = 64 << 10
  /// Multiparts in one another; a deeper one is kept whole, as an attachment.
  public static let nestingLevelsMax = 30
  /// Parts of a message, the multiparts themselves among them.
  public static let partsMax = 500
  /// Text that is read out of a message; the rest is cut off.
  public static let textBytesMax = 1 << 20
  public static let attachmentBytesMax = 10 << 20
  public static let attachmentsMax = 100
  public static let attachmentNameBytesMax = 200
  /// Addresses of one field, and ids of one field.
  public static let addressesMax = 500
  public static let messageIDsMax = 200
}
