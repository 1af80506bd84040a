/* data-autosave: a form whose text is kept on the server while somebody writes: every 30 seconds, on leaving a field, when
   the page is hidden. Of two windows the one that wrote later wins; the other says so and keeps quiet. */
const EVERY = 30_000;

function typed(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken") (values[name] ??= []).push(value);
  }
  return JSON.stringify(values);
}

function watch(form) {
  const status = form.querySelector("[data-draft-status]");
  let kept = typed(form), version = form.dataset.version, busy = false, over = false;

  async function save() {
    const now = typed(form);
    if (over || busy || now === kept) return;
    busy = true;
    const body = new URLSearchParams({ form: form.dataset.form, version, values: now });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, keepalive: now.length < 60_000, redirect: "manual" });
      if (answer.ok) {
        version = (await answer.json()).version;
        kept = now;
        status.textContent = status.dataset.kept;
      } else if (answer.status === 409) {
        over = true;
        status.textContent = status.dataset.elsewhere;
      } else if (answer.status === 401) {
        status.textContent = status.dataset.signedOut;
      }
    } catch { /* no signal: the next time will do */ }
    busy = false;
  }

  setInterval(save, EVERY);
  form.addEventListener("focusout", save);
  form.addEventListener("submit", () => { over = true; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}

export function autosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) watch(form);
}
