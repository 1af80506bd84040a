/* data-menu: the link to the full menu in the footer becomes a button that opens the menu in the header. */
export function menu(root) {
  const link = root.querySelector("a[data-menu]");
  const nav = root.getElementById(link?.dataset.menu);
  if (!link || !nav) return;

  const button = root.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", nav.id);
  link.replaceWith(button);

  function show(open) {
    nav.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  }

  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") === "false"));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") === "false") return;
    show(false);
    button.focus();
  });
}
