/* data-password: a button beside a password field that shows what is typed; hidden where there is no script.
   The words of both states come from the template. */
export function password(root) {
  for (const button of root.querySelectorAll("button[data-password]")) {
    const field = root.getElementById(button.dataset.password);
    if (!field) continue;

    function show(shown) {
      field.type = shown ? "text" : "password";
      button.textContent = shown ? button.dataset.hide : button.dataset.show;
      button.setAttribute("aria-label", shown ? button.dataset.hideLabel : button.dataset.showLabel);
    }

    button.hidden = false;
    button.addEventListener("click", () => show(field.type === "password"));
    field.form?.addEventListener("submit", () => show(false));
  }
}
