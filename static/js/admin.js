// In the administration: boxes to search in hold a part that select2 leaves without a name.
function nameBoxes() {
  for (const box of document.querySelectorAll("select.admin-autocomplete + .select2 .select2-selection__rendered")) {
    box.setAttribute("aria-label", box.closest(".select2").previousElementSibling.dataset.placeholder);
  }
}

// After Django's own call, which makes the boxes and waits in the same queue.
window.django?.jQuery?.(nameBoxes);
document.addEventListener("formset:added", nameBoxes);
