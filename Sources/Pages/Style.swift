/// The one style sheet. Colour has a meaning: green is what to do, red is late or wrong, amber is soon; all
/// else is paper and ink. What a colour says stands there in words too.
enum Style {
  static let sheet = base + parts + calendar

  private static let base = """
    :root{color-scheme:light dark;--paper:#f3f1ec;--card:#fff;--ink:#15191c;--soft:#545c63;\
    --line:#dad6cc;\
    --edge:#7d8288;--deep:#0b5f57;--on:#fff;--tint:#e2efec;--late:#ab1f16;--latebg:#fbe9e6;\
    --soon:#875000;--soonbg:#fbf0dc;--r:14px;--shadow:0 1px 2px rgba(20,20,10,.06),\
    0 6px 20px -12px rgba(20,20,10,.18)}
    @media(prefers-color-scheme:dark){:root{--paper:#0d1113;--card:#161b1f;--ink:#e9edef;\
    --soft:#a3adb4;\
    --line:#2a3238;--edge:#7b868e;--deep:#62cfbf;--on:#05221d;--tint:#11302b;--late:#ff9a8c;\
    --latebg:#3b1a16;--soon:#f3bb67;--soonbg:#37290f;--shadow:none}}
    *,*::before,*::after{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding:1rem 0 6rem}
    body{margin:0;background:var(--paper);color:var(--ink);\
    font:1.0625rem/1.5 system-ui,-apple-system,\
    "Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums;\
    overflow-wrap:anywhere;padding-bottom:calc(5rem + env(safe-area-inset-bottom))}
    h1,h2,h3,p,ul,ol,dl,dd,fieldset{margin:0;padding:0;border:0}
    h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.02em;font-weight:700}
    h2{font-size:1.25rem;line-height:1.3;letter-spacing:-.01em;font-weight:650}
    h3{font-size:1rem;line-height:1.4;font-weight:650}
    ul,ol{list-style:none}
    a{color:var(--deep);text-underline-offset:.18em;text-decoration-thickness:1px}
    small{font-size:.875rem;color:var(--soft)}
    svg.i{width:1.25em;height:1.25em;flex:none;fill:none;stroke:currentColor;stroke-width:2;\
    stroke-linecap:round;stroke-linejoin:round}
    :focus-visible{outline:3px solid var(--deep);outline-offset:2px;border-radius:4px}
    .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;z-index:3;\
    background:var(--card);\
    padding:.75rem 1rem}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);\
    white-space:nowrap}
    .top{display:flex;align-items:center;gap:.5rem 1.5rem;max-width:72rem;margin:0 auto;\
    padding:.75rem 1rem;flex-wrap:wrap}
    .brand{display:inline-flex;align-items:center;gap:.5rem;min-height:44px;color:var(--ink);\
    font-weight:700;letter-spacing:-.01em;text-decoration:none}
    .brand svg{width:28px;height:28px}
    .brand rect{fill:var(--deep)}.brand path{fill:none;stroke:var(--on);stroke-width:2.6;\
    stroke-linecap:round;stroke-linejoin:round}
    .top .me{margin-left:auto;display:inline-flex;align-items:center;min-height:44px;max-width:60%}
    .tabs{position:fixed;z-index:2;inset:auto 0 0;background:var(--card);\
    border-top:1px solid var(--line);\
    padding-bottom:env(safe-area-inset-bottom)}
    .tabs ul{display:flex;max-width:36rem;margin:0 auto}
    .tabs li{flex:1}
    .tabs a{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:2px;\
    min-height:60px;color:var(--soft);font-size:.8125rem;line-height:1.2;text-decoration:none}
    .tabs a[aria-current]{color:var(--deep);font-weight:650}
    .tabs a:focus-visible{outline-offset:-3px}
    main{max-width:42rem;margin:0 auto;padding:.25rem 1rem 2rem}
    main.wide{max-width:72rem}
    main>*+*,.stack>*+*{margin-top:1rem}
    main>.unseen,main>.unseen+*,#cut+*{margin-top:0}
    main>h1{margin:.5rem 0 1.25rem}
    header>h1{font-size:1.5rem}
    main>h2,section:not([class])>h2{margin-top:2.25rem;margin-bottom:.75rem}
    @media(min-width:46rem){body{padding-bottom:2rem}.top{padding:1rem}
    .tabs{position:static;background:none;border:0;order:1}.top .me{order:2}
    .tabs a{flex-direction:row;gap:.5rem;min-height:44px;padding:0 .75rem;font-size:1rem;\
    border-radius:10px}
    .tabs li{flex:none}.tabs a{white-space:nowrap}.tabs a:hover{color:var(--ink)}\
    .tabs a[aria-current]{background:var(--tint)}}
    @media(prefers-reduced-motion:no-preference){.new{animation:come .5s ease-out}
    @keyframes come{from{opacity:0;transform:translateY(-8px)}}}

    """

  private static let parts = """
    .b,button,.acts a{display:inline-flex;align-items:center;justify-content:center;gap:.5rem;\
    min-height:48px;padding:.5rem .9rem;border:1px solid var(--edge);border-radius:12px;\
    background:var(--card);color:var(--ink);font:inherit;font-weight:600;line-height:1.2;\
    text-decoration:none;text-align:center;cursor:pointer}
    .b:hover,button:hover,.acts a:hover{border-color:var(--deep);color:var(--deep)}
    button.do,.b.do{background:var(--deep);border-color:var(--deep);color:var(--on)}
    button.do:hover,.b.do:hover{filter:brightness(1.08);color:var(--on)}
    button.plain{border:0;background:none;color:var(--deep);text-decoration:underline;padding:0;\
    font-weight:500;\
    text-underline-offset:.18em}
    button.bad{color:var(--late);border-color:var(--late)}
    .acts{display:flex;flex-wrap:wrap;gap:.5rem}.acts>*{padding:.5rem;font-size:1rem}
    .acts>*{flex:1 1 calc(50% - .5rem)}@media(min-width:34rem){.acts>*{flex:0 1 auto}}
    .ring{display:flex;align-items:center;justify-content:center;gap:.65rem;min-height:56px;\
    padding:.5rem 1rem;\
    border-radius:14px;background:var(--tint);color:var(--deep);font-size:1.25rem;font-weight:700;\
    text-decoration:none;letter-spacing:.01em}
    .first .ring,.ring.do{background:var(--deep);color:var(--on);min-height:68px;font-size:1.625rem}
    .first .acts button:first-child{border-color:var(--deep);color:var(--deep)}
    .ring:hover{filter:brightness(1.06)}
    summary.ring{list-style:none;cursor:pointer}summary.ring::-webkit-details-marker{display:none}
    .ask p{margin:.75rem 0}
    .none{display:flex;align-items:center;min-height:48px;color:var(--late);font-weight:600}
    .now{display:grid;gap:1px;background:var(--line);border-radius:var(--r);overflow:hidden}
    .now>div{background:var(--card);padding:.8rem 1rem}
    .now dt{font-size:.875rem;color:var(--soft)}.now dd{font-weight:600}\
    .now dd small{font-weight:400;\
    display:block}
    .dot{display:inline-block;width:.65em;height:.65em;border-radius:50%;margin-right:.5em;\
    border:2px solid var(--soft)}
    .dot.on{background:var(--deep);border-color:var(--deep)}
    @media(min-width:34rem){.now{grid-template-columns:1fr 1fr}.now .all{grid-column:1/-1}}
    .note{border-radius:var(--r);padding:.9rem 1rem;background:var(--tint)}
    .note.bad{background:var(--latebg);color:var(--late)}.note.bad a{color:inherit}
    .note.soon{background:var(--soonbg);color:var(--soon)}
    .note h2{font-size:1.0625rem;margin:0 0 .25rem}.note li{margin-top:.35rem}
    .card{background:var(--card);border-radius:var(--r);box-shadow:var(--shadow);padding:1rem;\
    border-left:6px solid var(--line)}
    .card.late{border-color:var(--late)}.card.soon{border-color:var(--soon)}\
    .card.mine{border-color:var(--deep)}
    .card>*+*{margin-top:.6rem}
    .due{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem .75rem}
    .due b{font-size:1.375rem;font-weight:700;letter-spacing:-.02em;line-height:1.15}
    .first .due b{font-size:2.125rem}
    .late .due b{color:var(--late)}.soon .due b{color:var(--soon)}
    .mark{font-size:.875rem;font-weight:650;padding:.1rem .55rem;border-radius:99px;\
    background:var(--paper);\
    color:var(--soft)}
    .mark.hot{background:var(--latebg);color:var(--late)}.mark.mine{background:var(--tint);\
    color:var(--deep)}
    .card h2 a{color:inherit;text-decoration:none}.card h2 a:hover{text-decoration:underline}
    .card .who{color:var(--soft);margin-top:.1rem}
    .said{white-space:pre-line}
    .card .said{border-left:2px solid var(--line);padding-left:.75rem}
    .calm{text-align:center;padding:3rem 1rem}.calm svg{width:88px;height:88px;stroke:var(--deep);\
    stroke-width:1.2}.calm h2{font-size:1.5rem;margin:.5rem 0}.calm p{color:var(--soft)}
    #cut{display:none}.cut #cut{display:block;position:sticky;top:0;z-index:2}
    form.sheet,.panel{background:var(--card);border-radius:var(--r);box-shadow:var(--shadow);\
    padding:1rem}
    .sheet>*+*,.panel>*+*{margin-top:1rem}
    .sheet>input[type=hidden]+*,.more input[type=hidden]+*{margin-top:0}
    .gate .do{width:100%}
    label,legend{display:block;font-weight:600;margin-bottom:.3rem}
    label small,legend small{font-weight:400}
    input,select,textarea{width:100%;min-height:48px;padding:.6rem .75rem;\
    border:1px solid var(--edge);\
    border-radius:10px;background:var(--paper);color:var(--ink);font:inherit}
    textarea{min-height:7.5rem;resize:vertical}
    input[type=checkbox],input[type=radio]{width:24px;height:24px;min-height:0;\
    margin:0 .75rem 0 0;flex:none;\
    accent-color:var(--deep)}
    .pick{display:flex;align-items:center;min-height:44px;font-weight:500;margin:0}
    .row{display:grid;gap:1rem}@media(min-width:34rem){.row{grid-template-columns:1fr 1fr}}
    .panel details+details{margin-top:0}
    details.more{border-top:1px solid var(--line)}
    details.more>summary{min-height:52px;display:flex;align-items:center;font-weight:600;\
    cursor:pointer;\
    list-style:none;gap:.5rem}details.more>summary::-webkit-details-marker{display:none}
    details.more>summary::after{content:"+";margin-left:auto;font-size:1.5rem;font-weight:400;\
    color:var(--soft)}
    details.more[open]>summary::after{content:"–"}
    details.more>form{padding-bottom:1.25rem}details.more>form>*+*{margin-top:.9rem}
    .facts{display:grid;grid-template-columns:minmax(6.5rem,auto) 1fr;gap:.4rem 1rem}
    .facts dt{color:var(--soft)}
    .story li{position:relative;padding:0 0 1.15rem 1.5rem;border-left:2px solid var(--line);\
    margin-left:6px}
    .story li:last-child{border-color:transparent;padding-bottom:0}
    .story li::before{content:"";position:absolute;left:-7px;top:.45em;width:12px;height:12px;\
    border-radius:50%;background:var(--card);border:2px solid var(--edge)}
    .story li.call::before{background:var(--soon);border-color:var(--soon)}
    .story li.good::before{background:var(--deep);border-color:var(--deep)}
    .story li.bad::before{background:var(--late);border-color:var(--late)}
    .story time{display:block;font-size:.875rem;color:var(--soft)}
    .story .said{background:var(--paper);border-radius:10px;padding:.6rem .8rem;margin-top:.35rem}
    .story .date{border:0;padding:.25rem 0 .75rem;margin:0;font-weight:650}\
    .story .date::before{display:none}
    .two{display:grid;gap:2rem}
    @media(min-width:60rem){.two{display:grid;grid-template-columns:minmax(0,1fr) 24rem;gap:0 2rem;\
    align-items:start}.two>*{margin-top:0}}
    .wrap{overflow-x:auto}
    table{border-collapse:collapse;width:100%}
    caption{text-align:left;font-weight:650;padding-bottom:.5rem}
    th,td{text-align:left;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);\
    vertical-align:top;\
    overflow-wrap:normal}
    th{font-size:.875rem;font-weight:600;color:var(--soft)}td.n,th.n{text-align:right}
    tfoot td{font-weight:650;border:0}
    .bars{width:100%;min-width:6rem;height:14px}.bars rect{fill:var(--deep)}.bars rect.bed{fill:var(--line)}
    .bars rect.kept{fill:var(--deep)}.bars rect.late{fill:var(--late)}
    .bars rect.s0,.key b.s0{fill:#d55e00;background:#d55e00}\
    .bars rect.s1,.key b.s1{fill:#0072b2;background:#0072b2}
    .bars rect.s2,.key b.s2{fill:#7a5ea8;background:#7a5ea8}\
    .bars rect.s3,.key b.s3{fill:#8a949b;background:#8a949b}
    .bars rect.soft{opacity:.5}
    .kinds ul{display:flex;flex-wrap:wrap;gap:0 1.25rem}
    .kinds a{display:inline-flex;align-items:center;min-height:44px}
    .kinds a[aria-current]{color:var(--ink);font-weight:650;text-decoration:none}
    .gate{max-width:26rem;margin:8vh auto 0}
    @media print{body{background:#fff;color:#000;padding:0}\
    .tabs,.acts,form,details.more,.skip,.top .me,.kinds{display:none}
    :root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#999;--edge:#666;--late:#000;\
    --tint:#fff}
    .hand{font-size:10pt;line-height:1.35}.hand a{color:#000;text-decoration:none}
    .hand td,.hand th{padding:.2rem .5rem .2rem 0}.hand tr{break-inside:avoid}\
    .hand thead{display:table-header-group}
    .wrap{overflow:visible}.bars{print-color-adjust:exact}
    main,main.wide{max-width:none}.card,.panel{box-shadow:none;border:1px solid #999;\
    break-inside:avoid}}

    """

  /// People's colours are the eight of Okabe and Ito, which those who see colours otherwise tell apart too;
  /// the letter says the same.
  private static let calendar =
    """
    .weeks{display:grid;gap:2rem}
    .week h2{margin:0 0 .6rem}
    .days{display:grid;gap:3px}
    .day{display:grid;grid-template-columns:5.25rem 1fr;align-items:center;gap:0 .5rem}
    .day h3{font-size:.9375rem;font-weight:500;color:var(--soft)}.day.today h3{font-weight:700;\
    color:var(--ink)}
    .day .tag{grid-column:2;font-size:.875rem;color:var(--soon);font-weight:600}
    .bar{display:flex;height:44px;border-radius:8px;overflow:hidden;background:var(--line);gap:1px}
    .bar span{display:flex;align-items:center;justify-content:center;min-width:0;overflow:hidden;\
    flex:1 1 0;\
    font-weight:700;font-size:.9375rem;color:#10100c}
    .bar .desk{background:var(--card);color:var(--soft);font-weight:500}
    .bar .gap,.key .gap{color:#fff;\
    background:repeating-linear-gradient(135deg,#b3160c 0 6px,#7d0d06 6px 12px)}
    .p0{background:#e69f00}.p1{background:#56b4e9}.p2{background:#2fb58c}.p3{background:#f0e442}\
    .p4{background:#7fa8e8}.p5{background:#f08a4b}.p6{background:#d894bb}.p7{background:#c9c9c9}
    .key{display:flex;flex-wrap:wrap;gap:.4rem 1rem}.key li{display:flex;align-items:center;\
    gap:.5rem}
    .key b{display:inline-flex;align-items:center;justify-content:center;width:28px;height:28px;\
    border-radius:7px;color:#10100c}.key b.desk{background:var(--card);\
    border:1px solid var(--edge)}\
    .key b.gap{color:#fff}
    @media(min-width:60rem){.days{grid-template-columns:repeat(7,1fr);gap:0}
    .day{display:block}.day .bar{border-radius:0}.day:first-child .bar{border-radius:8px 0 0 8px}\
    .day:last-child .bar{border-radius:0 8px 8px 0}.day h3{padding:0 0 .35rem .25rem}
    .day .tag{display:block;padding:.3rem .25rem 0 .25rem}\
    .day+.day .bar{border-left:1px solid var(--paper)}}

    """
    + (1...96).map { ".g\($0){flex-grow:\($0)}" }.joined() + "\n"
}
