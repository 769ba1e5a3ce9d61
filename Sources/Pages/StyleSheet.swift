/// The one style sheet of the pages: from 320 pixels on, in the light and in the dark, with targets that a
/// thumb finds (spec: board.md).
public enum StyleSheet {
  public static let text = """
    :root{--ground:#f6f5f2;--sheet:#fff;--ink:#1d2327;--quiet:#59636b;--line:#dcdfdd;--deed:#0b5c63;
    --ondeed:#fff;--late:#a3201c;--soon:#8a5a00;--calm:#26734d}
    @media(prefers-color-scheme:dark){:root{--ground:#111517;--sheet:#1b2124;--ink:#e8ebe9;
    --quiet:#a4afb5;--line:#353e43;--deed:#6cc5cc;--ondeed:#06272a;--late:#ff8f87;--soon:#f0bd62;
    --calm:#7fcea2}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
    main{max-width:40rem;margin:0 auto;padding:1rem .75rem}
    h1{font-size:1.25rem;margin:0}h2{font-size:1.2rem;margin:.25rem 0 0}p{margin:.25rem 0}
    a{color:var(--deed)}
    bdi,code,blockquote{overflow-wrap:anywhere}
    header{margin-bottom:1rem}
    .shifts{list-style:none;margin:0;padding:0}
    .quiet,.of{color:var(--quiet)}.quiet{font-size:.9375rem}
    .card{background:var(--sheet);border:1px solid var(--line);border-left:.375rem solid var(--calm);
    border-radius:.75rem;padding:.875rem;margin:0 0 1rem}
    .card.soon{border-left-color:var(--soon)}.card.late{border-left-color:var(--late)}
    .card.over{border-left-color:var(--line)}
    .due{display:flex;justify-content:space-between;gap:1rem;color:var(--calm)}
    .soon .due{color:var(--soon)}.late .due{color:var(--late)}.over .due{color:var(--quiet)}
    .ticket,.ticket a{color:var(--quiet)}.ticket a{padding:.5rem 0 .5rem 1rem;margin:-.5rem 0}
    blockquote{margin:.5rem 0;white-space:pre-line}
    .dial,button,.back{display:block;width:100%;min-height:3rem;padding:.7rem 1rem;font:inherit;
    text-align:center;border-radius:.625rem;border:1px solid var(--line);background:transparent;
    color:var(--ink);cursor:pointer;text-decoration:none}
    .dial{font-size:1.375rem;font-weight:600;margin:.75rem 0;border:2px solid var(--deed);
    color:var(--deed)}
    .nonumber{font-size:1.25rem;margin:.75rem 0}
    .deeds{display:grid;grid-template-columns:1fr 1fr;gap:.5rem}
    button.first{background:var(--deed);border-color:var(--deed);color:var(--ondeed);
    font-weight:600;grid-column:1/-1}
    :focus-visible{outline:3px solid var(--deed);outline-offset:2px}
    .alert{border-left:.375rem solid var(--late);padding:.5rem .75rem;background:var(--sheet);
    margin:.75rem 0}
    .well{border-left:.375rem solid var(--calm);padding:.75rem;background:var(--sheet)}
    .in{display:grid;gap:.5rem;margin:1.5rem 0}
    input{font:inherit;min-height:3rem;padding:.5rem .75rem;border:1px solid var(--quiet);
    border-radius:.625rem;background:var(--sheet);color:var(--ink);width:100%}
    .out{max-width:40rem;margin:0 auto;padding:0 .75rem 1.5rem;display:flex;align-items:center;
    justify-content:space-between;gap:1rem;color:var(--quiet)}
    .out button{width:auto}
    .story{list-style:none;padding:0}.story li{border-top:1px solid var(--line);padding:.5rem 0}

    """
}
