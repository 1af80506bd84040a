/* data-print: a button that prints the page; hidden where there is no script. */
export function print(root) {
  for (const button of root.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
