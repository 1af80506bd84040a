/* form[data-passkey="get|create"]: asks the browser for a passkey and posts its answer in the field `credential`.
   Its button stays hidden where there is no script or the browser knows no passkeys. */
const KNOWN = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;

async function given(form) {
  const block = document.getElementById("passkey-options");
  if (block) return JSON.parse(block.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function ask(form) {
  const options = await given(form);
  if (form.dataset.passkey === "get") {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.request_options.publicKey);
    return navigator.credentials.get({ publicKey });
  }
  const wanted = options.creation_options.publicKey;
  const alone = form.elements.passwordless?.checked ?? false;
  wanted.authenticatorSelection = {
    ...wanted.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone && { userVerification: "required" }),
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
}

export function passkey(root) {
  if (!KNOWN) return;
  for (const form of root.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button[data-passkey-ask]");
    const failed = form.querySelector("[data-passkey-failed]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      failed.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify((await ask(form)).toJSON());
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
}
