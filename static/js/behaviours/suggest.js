/* data-suggest: a field of a search whose address answers what is typed with links; they stand in a list below it.
   data-told: the words before their number, for those who hear the page. Escape takes the list away. */
const SHORTEST = 3; // letters
const PAUSE = 250; // milliseconds without a key

export function suggest(root) {
  for (const field of root.querySelectorAll("input[data-suggest]")) attach(root, field);
}

function attach(root, field) {
  const told = root.createElement("p");
  told.className = "vh";
  told.setAttribute("aria-live", "polite");
  const list = root.createElement("ul");
  list.className = "suggested";
  list.setAttribute("role", "list");
  list.hidden = true;
  field.closest(".find").append(told, list);
  let pause = 0;
  let asked = null; // what the list is of

  function clear() {
    asked = null;
    list.hidden = true;
    list.replaceChildren();
    told.textContent = "";
  }

  async function ask() {
    const typed = field.value.trim();
    if (typed.length < SHORTEST) return clear();
    if (typed === asked) return;
    asked = typed;
    let html = "";
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      if (answer.ok) html = await answer.text();
    } catch {
      // without a network there is nothing to suggest
    }
    if (typed !== asked) return; // more was typed meanwhile
    const template = root.createElement("template");
    template.innerHTML = html;
    const found = template.content.querySelectorAll("li");
    list.replaceChildren(...found);
    list.hidden = found.length === 0;
    told.textContent = found.length ? `${field.dataset.told} ${found.length}` : "";
  }

  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
  field.closest("form").addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      clear();
      field.focus();
    }
  });
}
