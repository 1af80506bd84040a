/* data-error-summary: after a form came back with errors the reader starts at the list of them. */
export function errorSummary(root) {
  root.querySelector("[data-error-summary]")?.focus();
}
