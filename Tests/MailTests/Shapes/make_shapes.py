"""Writes shapes.txt: shapes of mail as they come in real life, each with what it must be read as.

    python3 make_shapes.py > shapes.txt

A shape is a line "= name", lines "key: value" of what is expected, and the message's lines, each
after a "|". Escapes: \\\\, \\n, \\r, \\t, \\xNN (a byte). What is expected comes from here, never
from the reader that is tested.
"""

import base64
import email.headerregistry
import email.policy
import email.utils
import quopri
import sys
from email.header import Header
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

shapes = []


def escape_bytes(data):
    out = []
    for byte in data:
        if byte == 0x5C:
            out.append("\\\\")
        elif byte == 0x0D:
            out.append("\\r")
        elif byte == 0x09:
            out.append("\\t")
        elif 0x20 <= byte <= 0x7E:
            out.append(chr(byte))
        else:
            out.append("\\x%02X" % byte)
    return "".join(out)


def escape_text(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def shape(name, data, /, **expected):
    if isinstance(data, str):
        data = data.encode("utf-8")
    shapes.append((name, data, expected))


def head(subject="Printer", sender="Jo Smith <jo@client.nz>", more=""):
    return (
        f"From: {sender}\nTo: support@desk.example.nz\nSubject: {subject}\n"
        f"Message-ID: <m1@client.nz>\n{more}"
    )


def simple(name, /, more="", body="It is broken.\n", subject="Printer", **expected):
    expected.setdefault("subject", "Printer")
    expected.setdefault("from", "jo@client.nz")
    shape(name, head(subject=subject, more=more) + "\n" + body, **expected)


# Charsets, in every encoding that can carry them.

TEXTS = {
    "us-ascii": "The printer is broken.",
    "utf-8": "Whakatāne: kei te pakaru te pūrere tā — 大丈夫? 🖨",
    "iso-8859-1": "Das Gerät läßt sich nicht öffnen",
    "iso-8859-2": "Zażółć gęślą jaźń",
    "iso-8859-3": "Ĉiuj presiloj ŝajnas rompitaj",
    "iso-8859-4": "Viņš šķērso ielu",
    "iso-8859-5": "Принтер сломан",
    "iso-8859-6": "الطابعة معطلة",
    "iso-8859-7": "Ο εκτυπωτής χάλασε",
    "iso-8859-8": "המדפסת מקולקלת",
    "iso-8859-9": "Yazıcı bozuldu, ışık yanmıyor",
    "iso-8859-10": "Prentarinn er bilaður",
    "iso-8859-13": "Spausdintuvas neveikia, šįvakar",
    "iso-8859-14": "Mae'r argraffydd ŵedi torri",
    "iso-8859-15": "Ça coûte 100 € à l'œuvre",
    "iso-8859-16": "Imprimanta s-a stricat, să știți",
    "windows-1250": "Příliš žluťoučký kůň",
    "windows-1251": "Принтер сломан — “совсем”",
    "windows-1252": "It costs €5 – “really”",
    "windows-1253": "Ο εκτυπωτής χάλασε",
    "windows-1254": "Yazıcı “bozuldu”",
    "windows-1255": "המדפסת מקולקלת",
    "windows-1256": "الطابعة معطلة",
    "windows-1257": "Printeris salūzis",
    "windows-1258": "Máy in",
    "koi8-r": "Принтер сломан",
    "koi8-u": "Принтер зламаний, їй-бо",
    "iso-2022-jp": "プリンタが壊れました",
    "shift_jis": "プリンタが壊れました",
    "euc-jp": "プリンタが壊れました",
    "gb2312": "打印机坏了",
    "gbk": "打印機壞了",
    "gb18030": "打印机坏了 €",
    "big5": "印表機壞了",
    "euc-kr": "프린터가 고장났어요",
    "cp949": "프린터가 고장났어요 똠",
    "utf-16": "Drucker läuft nicht 🖨",
    "utf-7": "Drucker läuft nicht",
    "cp866": "Принтер сломан",
    "cp850": "Gerät defekt",
    "tis-620": "เครื่องพิมพ์เสีย",
    "macintosh": "Gerät defekt",
}
PYTHON_NAMES = {"macintosh": "mac-roman", "tis-620": "cp874"}


def encoded_word(text, label, letter):
    data = text.encode(PYTHON_NAMES.get(label, label))
    if letter in "Bb":
        return f"=?{label}?{letter}?{base64.b64encode(data).decode()}?="
    plain = "".join(chr(b) if chr(b).isalnum() and b < 128 else "=%02X" % b for b in data)
    return f"=?{label}?{letter}?{plain}?="


def body_encoded(text, label, encoding):
    data = text.encode(PYTHON_NAMES.get(label, label))
    if encoding == "base64":
        return base64.encodebytes(data)
    if encoding == "quoted-printable":
        return quopri.encodestring(data) + b"\n"
    return data + b"\n"


for label, text in TEXTS.items():
    for encoding in ("base64", "quoted-printable", "8bit"):
        if encoding == "8bit" and label == "utf-16":
            continue
        word = encoded_word(text, label, "Q" if encoding == "quoted-printable" else "B")
        fields = head(
            subject=word,
            sender=f"{word} <jo@client.nz>",
            more=f'Content-Type: text/plain; charset="{label}"\n'
            f"Content-Transfer-Encoding: {encoding}\n",
        )
        shape(
            f"a text in {label} as {encoding}",
            fields.encode() + b"\n" + body_encoded(text, label, encoding),
            subject=text, name=text, text=text, **{"from": "jo@client.nz"},
        )

for label, python in (("CP1252", "cp1252"), ("latin1", "latin1"), ("x-sjis", "shift_jis"),
                      ("ks_c_5601-1987", "cp949"), ("windows-31j", "cp932"), ("UTF8", "utf-8"),
                      ("iso8859-1", "latin1"), ("ANSI_X3.4-1968", "ascii")):
    text = {"shift_jis": "故障", "cp932": "故障①", "cp949": "고장", "ascii": "Broken"}.get(
        python, "Gerät")
    shape(f"the charset's other name {label}",
          head(more=f"Content-Type: text/plain; charset={label}\n").encode() + b"\n"
          + text.encode(python), subject="Printer", text=text)

# Made by the standard library, with its own ideas of how to encode.

for policy in (email.policy.SMTP, email.policy.default, email.policy.compat32):
    label = {email.policy.SMTP: "SMTP", email.policy.default: "default"}.get(policy, "compat32")
    if label != "compat32":
        message = EmailMessage(policy=policy)
        message["From"] = email.headerregistry.Address("Jürgen Müller, Büro", "jm", "client.nz")
        message["To"] = "support@desk.example.nz"
        message["Subject"] = "Störung: der Drucker in der Geschäftsstelle druckt seit gestern gar nichts mehr, 大変です"
        message["Message-ID"] = "<lib@client.nz>"
        message["Date"] = "Thu, 24 Dec 2026 10:00:00 +1300"
        message.set_content("Größe: 5 €\n")
        message.add_alternative("<p>Größe: <b>5 €</b></p>", subtype="html")
        message.add_attachment(b"%PDF-1.4 \x00\xff", maintype="application", subtype="pdf",
                               filename="Übersicht der Störungen im Dezember, mit einem sehr langen Namen.pdf")
        shape(f"the library's message by policy {label}", message.as_bytes(),
              subject=message["Subject"], name="Jürgen Müller, Büro", text="Größe: 5 €",
              source="plain", id="lib@client.nz", date="1798059600",
              attachments="Übersicht der Störungen im Dezember, mit einem sehr langen Namen.pdf|application/pdf|11",
              **{"from": "jm@client.nz"})
    for charset in ("iso-8859-1", "utf-8", "iso-2022-jp"):
        text = "故障しました" if charset == "iso-2022-jp" else "Störung im Büro"
        message = MIMEMultipart("mixed")
        message["From"] = email.utils.formataddr((str(Header(text, charset)), "jo@client.nz"))
        message["To"] = "support@desk.example.nz"
        message["Subject"] = Header(text * 4, charset)
        message.attach(MIMEText(text, "plain", charset))
        part = MIMEApplication(b"12345", "zip")
        part.add_header("Content-Disposition", "attachment", filename=(charset, "de", text + ".zip"))
        message.attach(part)
        if policy is email.policy.compat32:
            shape(f"the library's old message in {charset}", message.as_bytes(policy=policy),
                  subject=text * 4, name=text, text=text, attachments=f"{text}.zip|application/zip|5")

# Encoded words in the subject.

for name, written, read in (
    ("a plain subject", "Hello there", "Hello there"),
    ("a folded subject", "Hello\n there\n\tagain", "Hello there again"),
    ("two words side by side", "=?utf-8?Q?Dru?= =?utf-8?Q?cker?=", "Drucker"),
    ("two words on two lines", "=?utf-8?B?RHJ1?=\n =?utf-8?B?Y2tlcg==?=", "Drucker"),
    ("a letter cut between two words", "=?utf-8?B?4oI=?= =?utf-8?B?rA==?=", "€"),
    ("words glued to text", "a=?utf-8?Q?b?= =?utf-8?Q?c?=d", "abcd"),
    ("words in two charsets", "=?iso-8859-1?Q?=E4?= =?utf-8?Q?=C3=B6?=", "äö"),
    ("text between words", "=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
    ("text before a word", "Re: =?utf-8?Q?St=C3=B6rung?=", "Re: Störung"),
    ("a word inside a word", "Re:=?utf-8?Q?_St=C3=B6rung?=!", "Re: Störung!"),
    ("blanks inside a word", "=?utf-8?Q?a b=C3=A4?=", "a bä"),
    ("a small letter of encoding", "=?utf-8?q?=c3=a4?=", "ä"),
    ("a word with its language", "=?utf-8*de?Q?=C3=A4?=", "ä"),
    ("underscores for blanks", "=?utf-8?Q?a_b?=", "a b"),
    ("an unknown charset", "=?x-nobody?Q?abc?=", "=?x-nobody?Q?abc?="),
    ("an unknown encoding", "=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    ("a word that isn't closed", "=?utf-8?Q?abc", "=?utf-8?Q?abc"),
    ("base 64 that is none", "=?utf-8?B?a*b?=", "=?utf-8?B?a*b?="),
    ("base 64 without padding", "=?utf-8?B?w6Q?=", "ä"),
    ("an empty word", "a =?utf-8?Q??= b", "a b"),
    ("a question mark alone", "Why? =? Because ?=", "Why? =? Because ?="),
    ("bytes of UTF-8 without any word", "Störung", "Störung"),
    ("a line end hidden in a word", "=?utf-8?Q?a=0D=0ABcc:_x@y.nz?=", "a Bcc: x@y.nz"),
    ("a NUL hidden in a word", "=?utf-8?Q?a=00b?=", "a b"),
    ("no subject", None, ""),
    ("an empty subject", "", ""),
    ("a broken letter in a word", "=?utf-8?Q?a=FFb?=", "a\ufffdb"),
):
    fields = head(subject=written) if written is not None else head().replace("Subject: Printer\n", "")
    shape(f"subject: {name}", fields + "\nx\n", subject=read, text="x")
shape("subject: bytes of Latin-1 without any word",
      head().encode().replace(b"Printer", b"St\xf6rung") + b"\nx\n", subject="Störung", text="x")
shape("subject: two of them", head(more="Subject: Other\n") + "\nx\n", subject="Printer", text="x")
shape("subject: its name in capitals", head().replace("Subject:", "SUBJECT :") + "\nx\n",
      subject="Printer", text="x")

# Senders.

for name, written, address, person in (
    ("an address alone", "jo@client.nz", "jo@client.nz", ""),
    ("in angle brackets", "<jo@client.nz>", "jo@client.nz", ""),
    ("a name", "Jo Smith <jo@client.nz>", "jo@client.nz", "Jo Smith"),
    ("a name in quotes", '"Smith, Jo" <jo@client.nz>', "jo@client.nz", "Smith, Jo"),
    ("a name with a comma, without quotes", "Smith, Jo <jo@client.nz>", "jo@client.nz", "Smith, Jo"),
    ("a quote in a name", r'"Jo \"J\" Smith" <jo@client.nz>', "jo@client.nz", 'Jo "J" Smith'),
    ("a name in a comment", "jo@client.nz (Jo Smith)", "jo@client.nz", "Jo Smith"),
    ("comments in comments", "jo@client.nz (Jo (the first) Smith)", "jo@client.nz", "Jo (the first) Smith"),
    ("comments all over", "(a) Jo (b) <(c) jo (d) @ (e) client.nz (f)>", "jo@client.nz", "Jo"),
    ("an encoded name", "=?utf-8?Q?J=C3=B6?= <jo@client.nz>", "jo@client.nz", "Jö"),
    ("an encoded name in quotes", '"=?utf-8?Q?J=C3=B6?=" <jo@client.nz>', "jo@client.nz", "Jö"),
    ("a comma in an encoded name", "=?utf-8?Q?Sm=2C_J=C3=B6?= <jo@client.nz>", "jo@client.nz", "Sm, Jö"),
    ("an address as a name", "jo@client.nz <jo@client.nz>", "jo@client.nz", "jo@client.nz"),
    ("another's address as a name", '"ceo@desk.example.nz" <jo@client.nz>', "jo@client.nz", "ceo@desk.example.nz"),
    ("dots in a name", "J. R. Smith <jo@client.nz>", "jo@client.nz", "J. R. Smith"),
    ("an apostrophe", "O'Brien <o'brien@client.nz>", "o'brien@client.nz", "O'Brien"),
    ("capitals in the domain", "Jo <Jo@CLIENT.NZ>", "Jo@client.nz", "Jo"),
    ("a plus", "jo+tag@client.nz", "jo+tag@client.nz", ""),
    ("a quoted local part", '"jo smith"@client.nz', '"jo smith"@client.nz', ""),
    ("a leading hyphen", "<-jo@client.nz>", '"-jo"@client.nz', ""),
    ("an address literal", "jo@[192.0.2.1]", "jo@[192.0.2.1]", ""),
    ("a route", "Jo <@one.nz,@two.nz:jo@client.nz>", "jo@client.nz", "Jo"),
    ("blanks round the dots", "jo . smith @ client . nz", "jo.smith@client.nz", ""),
    ("a group", "Team: Jo <jo@client.nz>, al@client.nz;", "jo@client.nz", "Jo"),
    ("two senders", "Jo <jo@client.nz>, Al <al@client.nz>", "jo@client.nz", "Jo"),
    ("a bracket not closed", "Jo <jo@client.nz", "jo@client.nz", "Jo"),
    ("double brackets", "Jo <<jo@client.nz>>", "jo@client.nz", "Jo"),
    ("a quote not closed", '"Jo <jo@client.nz>', None, None),
    ("a broken one before a good one", "Jo <@>, al@client.nz", "al@client.nz", ""),
    ("folded in the middle", "Jo\n Smith\n <jo@client.nz>", "jo@client.nz", "Jo Smith"),
    ("letters beyond ASCII", "Jö <jö@büro.nz>", "jö@büro.nz", "Jö"),
    ("a line end hidden in the name", "=?utf-8?Q?Jo=0D=0ABcc:_al@x.nz?= <jo@client.nz>", "jo@client.nz", "Jo Bcc: al@x.nz"),
    ("a blank in the address", "Jo <jo smith@client.nz>", None, None),
    ("two at signs", "jo@client@desk.nz", None, None),
    ("no domain", "jo", None, None),
    ("nobody", "undisclosed-recipients:;", None, None),
):
    expected = {"from": address, "name": person} if address else {"refusal": "noSender"}
    shape(f"from: {name}", head(sender=written) + "\nx\n", text="x", **expected)
shape("from: none, but a Sender", head().replace("From:", "Sender:") + "\nx\n", text="x",
      name="Jo Smith", **{"from": "jo@client.nz"})

# Attachments' names.

for name, fields, read in (
    ("plain", 'Content-Disposition: attachment; filename=a.pdf', "a.pdf"),
    ("in quotes", 'Content-Disposition: attachment; filename="my a.pdf"', "my a.pdf"),
    ("blanks without quotes", 'Content-Disposition: attachment; filename=my a.pdf', "my a.pdf"),
    ("only in the type", 'Content-Type: application/pdf; name="a.pdf"\nContent-Disposition: attachment', "a.pdf"),
    ("in RFC 2231", "Content-Disposition: attachment; filename*=utf-8''%e2%82%ac.pdf", "€.pdf"),
    ("in RFC 2231 in Latin-1", "Content-Disposition: attachment; filename*=iso-8859-1'de'%E4.pdf", "ä.pdf"),
    ("in pieces", 'Content-Disposition: attachment;\n filename*0="long ";\n filename*1="name.pdf"', "long name.pdf"),
    ("in encoded pieces", "Content-Disposition: attachment; filename*0*=utf-8''%e2%82;\n filename*1*=%ac; filename*2=.pdf", "€.pdf"),
    ("in pieces of which one is plain", "Content-Disposition: attachment; filename*0*=utf-8''%C3%A4; filename*1=%20b.pdf", "ä%20b.pdf"),
    ("in pieces out of order", 'Content-Disposition: attachment; filename*1=b.pdf; filename*0=a', "ab.pdf"),
    ("in both forms", "Content-Disposition: attachment; filename=\"?.pdf\"; filename*=utf-8''%C3%A4.pdf", "ä.pdf"),
    ("a piece missing", 'Content-Disposition: attachment; filename*0=a.pdf; filename*2=x', "a.pdf"),
    ("as an encoded word", 'Content-Disposition: attachment; filename="=?utf-8?Q?=C3=A4.pdf?="', "ä.pdf"),
    ("as two encoded words", 'Content-Disposition: attachment;\n filename="=?utf-8?B?w6Q=?=\n =?utf-8?B?LnBkZg==?="', "ä.pdf"),
    ("raw UTF-8", 'Content-Disposition: attachment; filename="ä.pdf"', "ä.pdf"),
    ("a semicolon inside", 'Content-Disposition: attachment; filename="a;b.pdf"', "a;b.pdf"),
    ("brackets inside", 'Content-Disposition: attachment; filename=a(1).pdf', "a(1).pdf"),
    ("a quote inside", r'Content-Disposition: attachment; filename="a\"b.pdf"', 'a"b.pdf'),
    ("a Windows path", r'Content-Disposition: attachment; filename="C:\dir\a.pdf"', "a.pdf"),
    ("a path upwards", 'Content-Disposition: attachment; filename="../../etc/passwd"', "passwd"),
    ("nothing but dots", 'Content-Disposition: attachment; filename=".."', "attachment-1"),
    ("hidden", 'Content-Disposition: attachment; filename=".profile"', "profile"),
    ("a line end inside", "Content-Disposition: attachment; filename*=utf-8''a%0D%0Ab.pdf", "a b.pdf"),
    ("none", 'Content-Type: application/pdf\nContent-Disposition: attachment', "attachment-1"),
    ("a comment before it", 'Content-Disposition: attachment (as sent); filename=a.pdf', "a.pdf"),
    ("capitals in the field", 'CONTENT-DISPOSITION: ATTACHMENT; FILENAME="a.pdf"', "a.pdf"),
    ("too long", 'Content-Disposition: attachment; filename="' + "n" * 300 + '.pdf"', "n" * 196 + ".pdf"),
    ("an unknown charset", "Content-Disposition: attachment; filename*=x-nobody''a.pdf", "a.pdf"),
    ("a signed number", "Content-Disposition: attachment; filename*+0=x; filename=a.pdf", "a.pdf"),
):
    if "Content-Type" not in fields:
        fields = "Content-Type: application/pdf\n" + fields
    kind = "application/pdf"
    simple(f"a file's name: {name}", more='MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n',
           body=f"--b\n\nSee file.\n--b\n{fields}\n\nabc\n--b--\n", text="See file.",
           attachments=f"{read}|{kind}|3")

# Structures.

P = "Content-Type: text/plain\n\n"
H = "Content-Type: text/html\n\n"


def mixed(kind="mixed", boundary="b", extra=""):
    return f"MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary={boundary}{extra}\n"


simple("no MIME at all", text="It is broken.", source="plain")
simple("alternative: plain and HTML", mixed("alternative"),
       f"--b\n{P}plain\n--b\n{H}<p>html</p>\n--b--\n", text="plain", source="plain")
simple("alternative: HTML first", mixed("alternative"),
       f"--b\n{H}<p>html</p>\n--b\n{P}plain\n--b--\n", text="plain", source="plain")
simple("alternative: an empty plain form", mixed("alternative"),
       f"--b\n{P} \n\n--b\n{H}<p>html</p>\n--b--\n", text="html", source="html")
simple("alternative: an invitation too", mixed("alternative"),
       f"--b\n{P}plain\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--b--\n",
       text="plain", attachments="invitation-1.ics|text/calendar|15")
simple("HTML alone", "Content-Type: text/html; charset=utf-8\n", "<html><body>Hi<br>there</body></html>",
       text="Hi\nthere", source="html")
simple("HTML that names its charset itself", "Content-Type: text/html\n",
       "<meta charset=utf-8><p>Störung</p>", text="Störung")
simple("related: HTML with a picture", mixed("related"),
       f"--b\n{H}<p>See <img src=cid:x></p>\n--b\nContent-Type: image/png; name=l.png\nContent-ID: <x>\n\nPNG\n--b--\n",
       text="See", source="html", attachments="l.png|image/png|3")
simple("related in alternative in mixed", mixed("mixed", "m"),
       f"--m\n{mixed('alternative', 'a')}\n--a\n{P}plain\n--a\n{mixed('related', 'r')}\n--r\n{H}html\n--r\n"
       "Content-Type: image/gif; name=g.gif\n\nGIF\n--r--\n--a--\n--m\nContent-Type: application/zip; name=z.zip\n\nZIP\n--m--\n",
       text="plain", attachments="g.gif|image/gif|3;z.zip|application/zip|3")
simple("text around a picture", mixed(), f"--b\n{P}one\n--b\nContent-Type: image/png; name=p.png\n\nP\n--b\n{P}two\n--b--\n",
       text="one\ntwo", attachments="p.png|image/png|1")
simple("a text file", mixed(), f"--b\n{P}see\n--b\nContent-Type: text/plain; name=log.txt\n\nline\n--b--\n",
       text="see", attachments="log.txt|text/plain|4")
simple("a signed message", mixed("signed"), f"--b\n{P}signed\n--b\nContent-Type: application/pgp-signature\n\nSIG\n--b--\n",
       text="signed", attachments="")
simple("signed with S/MIME", mixed("signed"), f"--b\n{P}signed\n--b\nContent-Type: application/x-pkcs7-signature; name=smime.p7s\n\nSIG\n--b--\n",
       text="signed", attachments="")
simple("encrypted", mixed("encrypted"), "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nPGP\n--b--\n",
       text="", source="none", attachments="attachment-1|application/pgp-encrypted|10;attachment-2|application/octet-stream|3")
simple("a message as an attachment", mixed(),
       f"--b\n{P}see\n--b\nContent-Type: message/rfc822\n\nFrom: al@x.nz\nSubject: Inner\n\nInner text\n--b--\n",
       text="see", attachments="message-1.eml|message/rfc822|40")
simple("a digest", mixed("digest"), "--b\n\nSubject: one\n\n1\n--b\n\nSubject: two\n\n2\n--b--\n", text="",
       attachments="message-1.eml|message/rfc822|15;message-2.eml|message/rfc822|15")
simple("no closing boundary", mixed(), f"--b\n{P}text\n", text="text")
simple("no closing boundary inside", mixed("mixed", "m"), f"--m\n{mixed('alternative', 'a')}\n--a\n{P}plain\n--m\nContent-Type: application/zip; name=z\n\nZ\n--m--\n",
       text="plain", attachments="z|application/zip|1")
simple("an inner boundary that begins as the outer", mixed("mixed", "b"), f"--b\n{mixed('alternative', 'bb')}\n--bb\n{P}plain\n--bb--\n--b--\n", text="plain")
simple("an outer boundary that begins as the inner", mixed("mixed", "bb"), f"--bb\n{mixed('alternative', 'b')}\n--b\n{P}plain\n--b--\n--bb\nContent-Type: image/png; name=p\n\nP\n--bb--\n", text="plain", attachments="p|image/png|1")
simple("one boundary for both", mixed(), f"--b\n{mixed()}\n--b\n{P}text\n--b--\n--b--\n", text="text")
simple("no boundary named", "Content-Type: multipart/mixed\n", f"--zz\n{P}text\n--zz\nContent-Type: image/png; name=p\n\nP\n--zz--\n",
       text="text", attachments="p|image/png|1")
simple("a wrong boundary", mixed("mixed", "other"), f"--zz\n{P}text\n--zz--\n", text="text")
simple("multipart that has no parts", mixed(), "Just text.\n", text="Just text.")
simple("multipart that has only its end", mixed(), "Just text.\n--b--\n", text="Just text.")
simple("an odd boundary in quotes", mixed("mixed", '"=_b (1)/:,?+x"'), f"--=_b (1)/:,?+x\n{P}text\n--=_b (1)/:,?+x--\n", text="text")
simple("blanks after the boundary", mixed(), f"--b  \n{P}text\n--b-- \t\n", text="text")
simple("text before and after the parts", mixed(), f"For old programs.\n--b\n{P}text\n--b--\nThe end.\n", text="text")
simple("a part without a header", mixed(), "--b\n\ntext\n--b--\n", text="text")
simple("a part without a blank line", mixed(), "--b\ntext alone\n--b--\n", text="text alone")
simple("an empty part", mixed(), f"--b\n--b\n{P}text\n--b--\n", text="text")
simple("dashes in the text", mixed(), f"--b\n{P}--\n---\n--bx\n-- b\n--b--\n", text="--\n---\n--bx\n-- b")
simple("a type in capitals", "CONTENT-TYPE: TEXT/PLAIN; CHARSET=UTF-8\n", "ä\n", text="ä")
simple("a type without a slash", "Content-Type: text\n", "x\n", text="x")
simple("an empty type", "Content-Type:\n", "x\n", text="x")
simple("a type with a comment", "Content-Type: text/plain (plain); charset=utf-8 (as ever)\n", "ä\n", text="ä")
simple("an unknown charset", "Content-Type: text/plain; charset=x-nobody\n", "abc\n", text="abc", fault="charsetUnknown")
simple("an unknown encoding", "Content-Transfer-Encoding: x-uue\n", "abc\n", text="abc")
simple("base 64 with rubbish in it", "Content-Transfer-Encoding: base64\n", "YW*Jj\n!ZGVm\n", text="abcdef")
simple("base 64 in two texts", "Content-Transfer-Encoding: base64\n", "YWI=\nY2Q=\n", text="abcd")
simple("base 64 on one long line", "Content-Transfer-Encoding: BASE64\n", "YWJj" * 300, text="abc" * 300)
simple("base 64 cut off", "Content-Transfer-Encoding: base64\n", "YWJjZ", text="abc")
simple("quoted-printable with small letters", "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n", "=c3=a4\n", text="ä")
simple("quoted-printable with wild signs", "Content-Transfer-Encoding: Quoted-Printable\n", "a=b =ZZ 1=\n2 \n3=", text="a=b =ZZ 12\n3")
simple("flowed text", "Content-Type: text/plain; format=flowed\n", "one \ntwo\n three\n> a \n> b\n-- \nJo\n", text="one two\nthree\n> a b\n-- \nJo")
simple("flowed text that loses its blanks", "Content-Type: text/plain; format=flowed; delsp=yes\n", "one \ntwo\n", text="onetwo")
simple("a mark of byte order", "Content-Type: text/plain; charset=utf-8\n", "\ufefftext\n", text="text")
simple("NUL and bells in the text", body="a\0b\a\nc\n", text="ab\nc")
shape("CRLF all through", (head(more=mixed()) + f"\n--b\n{P}one\ntwo\n--b--\n").replace("\n", "\r\n"), subject="Printer", text="one\ntwo")
shape("CRLF in the header alone", head().replace("\n", "\r\n") + "\r\none\ntwo\n", subject="Printer", text="one\ntwo")
shape("carriage returns alone in the text", head() + "\none\rtwo\r", subject="Printer", text="one\ntwo")
shape("an envelope line first", "From jo@client.nz Thu Dec 24 10:00:00 2026\n" + head() + "\nx\n", subject="Printer", text="x")
shape("empty lines first", "\n\n" + head() + "\nx\n", subject="Printer", text="x")
shape("a header alone", head(), subject="Printer", text="")
shape("a header that isn't ended", head()[:-1], subject="Printer", text="", id="m1@client.nz")
shape("a fold that lacks its blank", head().replace("Subject: Printer\n", "Received: by x\nid abc\nSubject: Printer\n") + "\nx\n", subject="Printer", text="x", fault="headerBroken")
shape("a body without a blank line", head() + "It is broken.\nSee: the log\n", subject="Printer", text="It is broken.\nSee: the log", fault="headerBroken")
for depth in (5, 30):
    body = "".join(f"--b{i}\n{mixed('mixed', f'b{i + 1}')}\n" for i in range(1, depth))
    close = "".join(f"--b{i}--\n" for i in range(depth, 0, -1))
    simple(f"parts in {depth} levels", mixed("mixed", "b1"), body + f"--b{depth}\n{P}deep\n" + close, text="deep")
simple("sixty parts", mixed(), "".join(f"--b\n{P}{i}\n" for i in range(60)) + "--b--\n", text="\n".join(map(str, range(60))))

# HTML.

for name, html, read in (
    ("paragraphs", "<p>one</p><p>two</p>", "one\n\ntwo"),
    ("lines", "one<br>two<BR/>three", "one\ntwo\nthree"),
    ("a list", "<ul><li>one<li>two</ul>", "- one\n- two"),
    ("blanks and line ends", "one\n   two", "one two"),
    ("entities", "&lt;a&gt; &amp; &#8364; &#x20AC; &eacute;&nbsp;&#128; &unknown; &", "<a> & € € é € &unknown; &"),
    ("script and style", "<style>p{}</style><script>if (a<b) {}</script>text", "text"),
    ("a comment", "a<!-- <p>no</p> -->b", "ab"),
    ("a comment not closed", "a<!-- b<p>c</p>", "ac"),
    ("a title", "<head><title>no</title></head>text", "text"),
    ("a smaller sign", "a < b and 1<2", "a < b and 1<2"),
    ("a bigger sign in an attribute", '<p title="a>b">text</p>', "text"),
    ("a table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("a link", '<a href="https://x.nz/a?b=1&amp;c=2">here</a>', "here <https://x.nz/a?b=1&c=2>"),
    ("a link shown as it is", '<a href="https://x.nz/">https://x.nz/</a>', "https://x.nz/"),
    ("a link to a script", '<a href="javascript:alert(1)">here</a>', "here"),
    ("a quote", "yes<blockquote>asked</blockquote>no", "yes\n> asked\nno"),
    ("preformatted", "<pre>a\n  b</pre>c", "a\n  b\nc"),
    ("a tag not closed", "one<b", "one"),
    ("line ends as entities", "a&#10;b&#13;c&#0;d", "a b c d"),
    ("Word's own tags", "<o:p>&nbsp;</o:p><p class=MsoNormal>Hi<o:p></o:p></p>", "Hi"),
):
    simple(f"HTML: {name}", "Content-Type: text/html; charset=utf-8\n", html, text=read, source="html")

# What makes nothing.

for name, more, reason in (
    ("an answer by itself", "Auto-Submitted: auto-replied\n", "autoReply"),
    ("made by itself", "Auto-Submitted: auto-generated (rule 7)\n", "autoReply"),
    ("a person's, said so", "Auto-Submitted: no\n", "none"),
    ("a person's, with a comment", "Auto-Submitted: (really) No\n", "none"),
    ("an old autoreply", "X-Autoreply: yes\n", "autoReply"),
    ("an old autoreply that says no", "X-Autoreply: no\n", "none"),
    ("an old autoresponder", "X-Autorespond: Away\n", "autoReply"),
    ("precedence auto_reply", "Precedence: auto_reply\n", "autoReply"),
    ("bulk", "Precedence: bulk\n", "bulk"),
    ("junk", "Precedence: Junk\n", "bulk"),
    ("an ordinary precedence", "Precedence: first-class\n", "none"),
    ("a list's precedence", "Precedence: list\n", "bulk"),
    ("a list", "List-Id: Users <users.lists.nz>\n", "mailingList"),
    ("a newsletter", "List-Unsubscribe: <https://x.nz/u>\n", "mailingList"),
    ("the desk's own group", "List-Id: Support <support.desk.example.nz>\nPrecedence: list\nList-Post: <mailto:support@desk.example.nz>\n", "none"),
    ("a bounce by its path", "Return-Path: <>\n", "bounce"),
    ("an ordinary path", "Return-Path: <jo@client.nz>\n", "none"),
    ("a report", "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n", "bounce"),
    ("our own mail", "X-Ringback-Loop: yes\n", "ownMail"),
    ("no answer wanted", "X-Auto-Response-Suppress: All\n", "none"),
    ("a vacation answer of Exchange", "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: DR, RN, OOF\n", "autoReply"),
):
    simple(f"automatic: {name}", more, automatic=reason)
for name, sender, reason in (
    ("a mailer daemon", "Mail Delivery <MAILER-DAEMON@mx.client.nz>", "bounce"),
    ("from the desk itself", "Support <Support@Desk.Example.NZ>", "ownMail"),
    ("from a reply address", "support+t-abc@desk.example.nz", "ownMail"),
    ("a monitor that takes no answers", "noreply@monitor.nz", "none"),
):
    shape(f"automatic: {name}", head(sender=sender) + "\nx\n", text="x", automatic=reason)
shape("automatic: our own Message-ID", head().replace("m1@client.nz", "ringback.77@desk.example.nz") + "\nx\n", automatic="ownMail")
shape("automatic: another of that domain", head().replace("m1@client.nz", "77@desk.example.nz") + "\nx\n", automatic="none")

# Ids, and which ticket.

for name, more, expected in (
    ("an answer", "In-Reply-To: <a@x>\n", "a@x"),
    ("an answer with a history", "In-Reply-To: <c@x>\nReferences: <a@x>\n <b@x> <c@x>\n", "c@x b@x a@x"),
    ("a history alone", "References: <a@x><b@x>\n", "b@x a@x"),
    ("ids without brackets", "In-Reply-To: a@x, b@x\n", "a@x b@x"),
    ("words around an id", 'In-Reply-To: Your message of "Thu" <a@x>\n', "a@x"),
    ("an id folded inside", "References: <long.\n id@x>\n", "long.id@x"),
    ("ids that are none", "In-Reply-To: <>\nReferences: <nothing> <@>\n", ""),
):
    simple(f"answers: {name}", more, answers=expected)
for name, field, expected in (
    ("none", "", "sha256"),
    ("two", "Message-ID: <a@x>\nMessage-ID: <b@x>\n", "a@x"),
    ("empty", "Message-ID:\n", "sha256"),
    ("no domain", "Message-ID: <abc>\n", "sha256"),
    ("without brackets", "Message-ID: abc@x\n", "abc@x"),
    ("capitals", "MESSAGE-ID: <ABC@x>\n", "ABC@x"),
    ("on the next line", "Message-ID:\n <abc@x>\n", "abc@x"),
):
    shape(f"id: {name}", head().replace("Message-ID: <m1@client.nz>\n", field) + "\nx\n", text="x", identity=expected)
for subject, expected in (
    ("Re: [#1001] Printer", "1001"), ("Re: Printer #1002", "1002"), ("Ticket 1003", "1003"),
    ("ticket: 1004", "1004"), ("Ticket no. 1005 again", "1005"), ("Ticket #1006.", "1006"),
    ("TICKET NUMBER 1007", "1007"), ("#1001 and [#1002]", "1002 1001"), ("[Ticket 1008] x", "1008"),
    ("#1000", ""), ("#01001", ""), ("PO#1001", ""), ("Room 1001", ""), ("#1001a", ""),
    ("#1001.5", ""), ("#12345678901", ""), ("Tickets 1001", ""), ("Biticket 1001", ""),
    ("#1001 #1001", "1001"), ("=?utf-8?Q?=5B=231001=5D_gel=C3=B6st?=", "1001"), ("[1001]", ""),
    ("#-1001", ""), ("[#2147483648]", ""), ("[#999999999]", "999999999"),
):
    shape(f"ticket: {subject}", head(subject=subject) + "\nx\n", tickets=expected)
for name, address, expected in (
    ("the secret", "support+t-abc123@desk.example.nz", "abc123"),
    ("the secret in capitals", "Support+T-ABC123@Desk.Example.NZ", "abc123"),
    ("another tag", "support+x@desk.example.nz", ""),
    ("no secret", "support+t-@desk.example.nz", ""),
    ("another domain", "support+t-abc@other.nz", ""),
    ("another address", "sales+t-abc@desk.example.nz", ""),
    ("a secret with a dot", "support+t-a.b@desk.example.nz", ""),
):
    shape(f"reply address: {name}", head().replace("support@desk.example.nz", f"Desk <{address}>") + "\nx\n", secrets=expected)
for field in ("Cc", "Delivered-To", "X-Original-To"):
    simple(f"reply address: in {field}", f"{field}: support+t-zz9@desk.example.nz\n", secrets="zz9")

# What can't be read.

shape("refused: nothing", b"", refusal="noHeader")
shape("refused: blanks", b"\n\n \n", refusal="noHeader")
shape("refused: no header", b"hello there\n", refusal="noHeader")
shape("refused: bytes of a picture", bytes(range(256)) * 2, refusal="noHeader")
shape("refused: no sender", b"Subject: x\n\ny\n", refusal="noSender")
shape("refused: a sender that is none", b"From: nobody\n\ny\n", refusal="noSender")


def main():
    names = [name for name, _, _ in shapes]
    assert len(set(names)) == len(names), [n for n in names if names.count(n) > 1]
    out = []
    for name, data, expected in shapes:
        out.append("= " + escape_text(name))
        for key, value in expected.items():
            out.append(f"{key}: {escape_text(value)}")
        lines = data.split(b"\n")
        out += ["|" + escape_bytes(line) for line in lines]
    sys.stdout.buffer.write(("\n".join(out) + "\n").encode())
    print(len(shapes), "shapes", file=sys.stderr)


main()
