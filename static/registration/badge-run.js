// @ts-check
/**
 * The name that an answer gives its file.
 * @param {string | null} disposition such as "attachment; filename=badges.pdf"
 */
export function fileName(disposition) {
  return /filename="?([^";]+)"?/.exec(disposition ?? "")?.[1] ?? "badges.pdf";
}

/**
 * Asks for a file of badges, says that it is being made, saves it, and shows the page with what is printed now.
 * Without scripts the form is sent as it is, and the browser saves the answer.
 * @param {HTMLElement} element a form
 */
export default function badgeRun(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  const status = /** @type {HTMLElement} */ (form.querySelector("[data-part=status]"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));

  async function make() {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    if (!answer.ok) {
      const said = await answer.json().catch(() => ({}));
      return say([said.detail || said.title, said.next].filter(Boolean).join(" ") || (status.dataset.failed ?? ""));
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = fileName(answer.headers.get("Content-Disposition"));
    link.click();
    setTimeout(() => location.reload(), 400); // the download has begun by then
  }

  /** @param {string} text */
  function say(text) {
    status.textContent = text;
    button.disabled = false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    status.textContent = status.dataset.working ?? "";
    make().catch(() => say(status.dataset.failed ?? ""));
  });
}
