/* data-attendance: people are ticked off without a signal too. A mark waits on the device under the number of whoever made it,
   as the numbers of session and person, whether they came and the moment; names are never stored. It is gone when the server
   has it, or at sign-out (data-leaving). Where a device stores nothing, each button sends its form as without a script. */
const NAME = "prisustvo", AGAIN = [2, 5, 15, 30, 60], PATIENCE = 20_000;

function waiting(by) {
  const marks = [];
  try {
    for (let at = 0; at < localStorage.length; at++) {
      const key = localStorage.key(at), [name, whose, session, person] = key.split(":");
      if (name === NAME && (!by || whose === by)) marks.push({ key, by: whose, session, person, value: localStorage.getItem(key) });
    }
  } catch { /* nothing is stored here */ }
  return marks;
}

function forget(marks) { // unless it was ticked again meanwhile
  for (const mark of marks) if (localStorage.getItem(mark.key) === mark.value) localStorage.removeItem(mark.key);
}

async function send(url, around, marks) {
  const body = new URLSearchParams({ user: marks[0].by, session: marks[0].session, csrfmiddlewaretoken: around.querySelector("[name=csrfmiddlewaretoken]").value });
  body.set("ticks", JSON.stringify(marks.map(({ person, value }) => [Number(person), ...JSON.parse(value)])));
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(url, { method: "POST", body, redirect: "manual", signal: stop.signal });
  } finally { clearTimeout(timer); }
}

function grouped(marks) {
  const groups = new Map();
  for (const mark of marks) {
    const key = `${mark.by}:${mark.session}`;
    groups.set(key, [...groups.get(key) ?? [], mark]);
  }
  return [...groups.values()];
}

function watch(bar, root) {
  const { by, here, attendance: url } = bar.dataset, skew = Number(bar.dataset.made) - Date.now();
  const list = root.querySelector("form.ticks"), buttons = new Map();
  for (const button of list?.querySelectorAll("button") ?? []) buttons.set(button.value, button);
  const plurals = new Intl.PluralRules(root.documentElement.lang);
  const count = bar.querySelector("[data-count]"), state = bar.querySelector("[data-state]"), changed = bar.querySelector("[data-changed]"), again = bar.querySelector("[data-again]");
  const stuck = new Set();
  let last = 0, busy = false, failed = 0, over = false, refused = 0, timer;

  const isThere = (button) => button.getAttribute("aria-pressed") === "true";
  const says = (name, number) => {
    const form = plurals.select(number), key = name + form[0].toUpperCase() + form.slice(1);
    return (bar.dataset[key] ?? bar.dataset[`${name}Other`]).replace("%1", number);
  };

  function set(button, came) {
    button.setAttribute("aria-pressed", String(came));
    button.name = came ? "missed" : "came";
  }

  function own() { // what waits here comes last
    for (const { session, person, value } of waiting(by)) {
      if (session === here && buttons.has(person)) set(buttons.get(person), JSON.parse(value)[0]);
    }
  }

  function paint() {
    const all = [...buttons.values()], marks = waiting(by).filter((mark) => !stuck.has(mark.session)).length;
    if (all.length) {
      const total = all.filter((button) => "expected" in button.dataset || isThere(button)).length;
      count.textContent = bar.dataset.present.replace("%1", all.filter(isThere).length).replace("%2", total);
    }
    const lost = refused + waiting(by).filter((mark) => stuck.has(mark.session)).length, told = [];
    if (marks) told.push(over ? says("over", marks) : busy && !failed ? bar.dataset.sending : says("waits", marks));
    if (lost) told.push(says("refused", lost));
    again.hidden = !(over && marks);
    const text = told.join(" · ") || (list || state.textContent ? bar.dataset.sent : ""); // nothing was to be sent yet
    if (state.textContent !== text) state.textContent = text;
  }

  function show(told) {
    const came = new Set(told.came.map(String));
    for (const [person, button] of buttons) set(button, came.has(person));
    own();
    const isOther = list && (told.people !== buttons.size || [...came].some((person) => !buttons.has(person)));
    changed.hidden = !(isOther || told.refused.length) && Boolean(list);
  }

  async function flush() {
    if (busy) return;
    clearTimeout(timer);
    busy = true;
    try {
      for (;;) {
        const [marks] = grouped(waiting(by).filter((mark) => !stuck.has(mark.session)));
        if (!marks) break;
        paint();
        const answer = await send(url, bar, marks);
        over = [0, 401, 403, 409].includes(answer.status);
        if (over) break;
        if ([400, 404].includes(answer.status)) stuck.add(marks[0].session);
        else if (answer.ok) {
          const told = await answer.json();
          forget(marks);
          failed = 0;
          refused += told.refused.length;
          if (marks[0].session === here) show(told);
        } else throw new Error(answer.status);
      }
    } catch {
      timer = setTimeout(flush, 1000 * AGAIN[Math.min(failed++, AGAIN.length - 1)]);
    }
    busy = false;
    paint();
  }

  function soon() {
    failed = 0;
    flush();
  }

  list?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const came = !isThere(button);
    last = Math.max(Date.now() + skew, last + 1);
    try {
      localStorage.setItem(`${NAME}:${by}:${here}:${button.value}`, JSON.stringify([came, last]));
    } catch { return; }
    event.preventDefault();
    set(button, came);
    paint();
    flush();
  });
  const closing = root.querySelector("form[data-closes]");
  closing?.addEventListener("submit", async (event) => {
    if (!waiting(by).length && navigator.onLine) return;
    event.preventDefault();
    await flush();
    if (!waiting(by).length && navigator.onLine) closing.submit();
    else if (!navigator.onLine) state.textContent = bar.dataset.offline;
  });
  addEventListener("online", soon);
  addEventListener("storage", () => { own(); paint(); });
  addEventListener("beforeunload", (event) => { if (list && !navigator.onLine) event.preventDefault(); });
  root.addEventListener("visibilitychange", () => { if (!root.hidden) soon(); });
  own();
  if (list || waiting(by).length) paint();
  flush();
}

async function leave(form) {
  let left = [];
  for (const marks of grouped(waiting())) {
    try {
      const answer = await send(form.dataset.leaving, form, marks);
      if (answer.ok) forget(marks);
      else if (answer.status !== 409) left = left.concat(marks); // those of somebody else wait for them
    } catch { left = left.concat(marks); }
  }
  if (left.length && !confirm(form.dataset.loses)) return;
  forget(left);
  form.submit();
}

export function attendance(root) {
  for (const bar of root.querySelectorAll("[data-attendance]")) watch(bar, root);
  for (const form of root.querySelectorAll("form[data-leaving]")) {
    form.addEventListener("submit", (event) => {
      if (!waiting().length) return;
      event.preventDefault();
      leave(form);
    });
  }
}
