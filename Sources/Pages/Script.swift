/// The one script. Every page does all of its work without it; with it the board follows what happens, and
/// the minutes run.
enum Script {
  static let text = """
    (() => {
    "use strict";
    const live = document.getElementById("live");
    if (!live) return;
    const form = live.closest("form");
    let tag = live.dataset.tag, busy = false, again = false;
    let ahead = Date.now() - 1000 * live.dataset.now;

    const span = s => {
      const m = Math.floor(s / 60), h = Math.floor(m / 60), d = Math.floor(h / 24);
      if (m < 1) return "under a minute";
      if (h < 1) return m + " min";
      if (d < 1) return m % 60 ? h + " h " + m % 60 + " min" : h + " h";
      return d === 1 ? "1 day" : d + " days";
    };
    const tick = () => {
      const now = (Date.now() - ahead) / 1000;
      for (const time of live.querySelectorAll("[data-due]")) {
        const left = time.dataset.due - now;
        const words = left > 0 ? span(left) + " left" : span(-left) + " late";
        if (time.textContent !== words) time.textContent = words;
      }
    };
    const keyOf = e => e && live.contains(e) ? e.value || e.getAttribute("href") || e.id : null;
    const put = text => {
      const old = new Set([...live.querySelectorAll("article")].map(a => a.id));
      const key = keyOf(document.activeElement);
      live.innerHTML = text;
      let came = 0;
      for (const card of live.querySelectorAll("article")) {
        if (!old.has(card.id)) { card.classList.add("new"); came += 1; }
      }
      if (key) {
        const again = [...live.querySelectorAll("a,button,summary")].find(e => keyOf(e) === key);
        (again || live).focus({preventScroll: true});
      }
      const said = document.getElementById("came");
      if (came) said.textContent = came === 1 ? "A new callback" : came + " new callbacks";
      const count = live.querySelectorAll("article").length;
      document.title = (count ? "(" + count + ") " : "") + "Board · Ringback";
    };
    const cut = is => document.body.classList.toggle("cut", is);
    const take = answer => {
      if (answer.status === 401 || answer.status === 403) return location.assign("/");
      const date = Date.parse(answer.headers.get("Date"));
      if (date && Math.abs(Date.now() - date - ahead) > 2000) ahead = Date.now() - date;
      cut(answer.status >= 500);
      if (answer.status !== 200) return;
      return answer.text().then(text => {
        tag = (answer.headers.get("ETag") || "").replace("W/", "").replaceAll('"', "");
        put(text);
      });
    };
    const ask = () => {
      if (document.hidden) return;
      if (busy) { again = true; return; }
      busy = true;
      again = false;
      fetch(live.dataset.from, {
        headers: {"If-None-Match": '"' + tag + '"'}, cache: "no-store",
        signal: AbortSignal.timeout ? AbortSignal.timeout(10000) : undefined
      }).then(take).catch(() => cut(true)).finally(() => {
        busy = false;
        tick();
        if (again) ask();
      });
    };
    let source = null, heard = true;
    const follow = () => {
      if (document.hidden) {
        if (source) source.close();
        source = null;
      } else if (!source || source.readyState === EventSource.CLOSED) {
        source = new EventSource(live.dataset.from + "/events");
        source.onmessage = () => { heard = true; ask(); };
        source.onerror = () => { if (!heard) ask(); heard = false; };
      }
    };
    if (window.EventSource) {
      follow();
      setInterval(follow, 5000);
      document.addEventListener("visibilitychange", follow);
      setInterval(ask, 20000);
    } else {
      setInterval(ask, 1500);
    }
    setInterval(tick, 1000);
    document.addEventListener("visibilitychange", ask);
    form?.addEventListener("submit", () => { busy = true; setTimeout(() => { busy = false; }, 5000); });
    })();

    """
}
