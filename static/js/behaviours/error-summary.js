/* data-error-summary: after a form came back with errors the reader starts at the list of them; a sample of one is passed over. */
export function errorSummary(root) {
  root.querySelector("[data-error-summary]:not([data-gallery] *)")?.focus();
}
