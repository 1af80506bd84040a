/* data-copy: a button that copies an address and says so (data-done); hidden where there is no script or no clipboard. */
export function copy(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("button[data-copy]")) {
    button.parentElement.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.done;
      } catch { button.parentElement.hidden = true; }
    });
  }
}
