/* data-open-wide: details (the filters of a list) that stand open where there is room for them.
   New browsers do it by CSS alone (pages/directory.css) and before the first paint; this is for the others. */
export function openWide(root) {
  if (CSS.supports("selector(::details-content)")) return;
  const wide = window.matchMedia("(min-width: 64rem)");
  for (const details of root.querySelectorAll("details[data-open-wide]")) {
    if (wide.matches) details.open = true;
    wide.addEventListener("change", () => { details.open = wide.matches; });
  }
}
