// @ts-check
// What looks.py asks of a page. It comes in by the debugger: the page's content policy lets no stranger in.
/* global axe, document, getComputedStyle, HTMLElement, OffscreenCanvas, window */

(() => {
  const HIDDEN = "[inert], .visually-hidden, .skip-link";

  /** @param {any} element */
  function name(element) {
    const id = element.id ? ` id=${element.id}` : "";
    const text = element.innerText || element.value || element.getAttribute("aria-label") || "";
    return `<${element.tagName.toLowerCase()}${id} class="${element.getAttribute("class") ?? ""}"> ${text.trim().slice(0, 40)}`;
  }

  /** @param {Element} element */
  function seen(element) {
    const isDrawn = element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    return isDrawn && !element.closest(HIDDEN);
  }

  /** @param {string} selector @returns {any[]} */
  const all = (selector) => [...document.querySelectorAll(selector)].filter((/** @type {any} */ one) => seen(one) && !one.disabled);

  /** What may be pressed: a control, or its label as well. @param {any} element */
  function area(element) {
    const parts = [element, ...(element.labels ?? [])].filter((part) => part.checkVisibility());
    const boxes = parts.map((part) => part.getBoundingClientRect());
    return { width: Math.max(...boxes.map((box) => box.width)), height: Math.max(...boxes.map((box) => box.height)) };
  }

  /** A link within a sentence is exempt by the rule itself. @param {HTMLElement} element */
  function isInSentence(element) {
    const sentence = element.closest("p, li, dd, td");
    const isInline = element.tagName === "A" && getComputedStyle(element).display === "inline";
    return isInline && sentence instanceof HTMLElement && sentence.innerText.trim() !== element.innerText.trim();
  }

  /** @param {number} smallest */
  function targets(smallest) {
    return all("a[href], button, input:not([type=hidden]), select, textarea, summary")
      .filter((element) => !isInSentence(element))
      .map((element) => ({ element, ...area(element) }))
      .filter(({ width, height }) => width < smallest - 0.5 || height < smallest - 0.5)
      .map(({ element, width, height }) => `${name(element)} is ${Math.round(width)}x${Math.round(height)} px: too small to press`);
  }

  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  /** Colours of any notation become numbers by being painted over each other. @param {string[]} colours */
  function painted(colours) {
    if (!pen) throw new Error("no canvas");
    pen.clearRect(0, 0, 1, 1);
    for (const colour of ["#fff", ...colours]) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data];
  }

  /** Backgrounds from the outermost to that of the element. @param {Element | null} element @returns {string[]} */
  function grounds(element) {
    return element ? [...grounds(element.parentElement), getComputedStyle(element).backgroundColor] : [];
  }

  /** Relative luminance by WCAG 2. @param {number[]} colour */
  function luminance(colour) {
    const [red = 0, green = 0, blue = 0] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** @param {number[]} one @param {number[]} other */
  function ratio(one, other) {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  /** How much its border, or else its fill, sets a field off from what is around it. @param {Element} element */
  function contrast(element) {
    const around = grounds(element.parentElement);
    const style = getComputedStyle(element);
    const colours = parseFloat(style.borderTopWidth) ? [style.borderTopColor, style.backgroundColor] : [style.backgroundColor];
    return Math.max(...colours.map((colour) => ratio(painted([...around, colour]), painted(around))));
  }

  function borders() {
    return all("input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, .button-secondary")
      .filter((element) => getComputedStyle(element).opacity === "1")
      .map((element) => ({ element, best: contrast(element) }))
      .filter(({ best }) => best < 3)
      .map(({ element, best }) => `${name(element)} stands out from its ground by ${best.toFixed(1)}:1 only`);
  }

  /** What sticks out at a side, and what cannot be reached because it does. */
  function sideways() {
    const { clientWidth, scrollWidth } = document.documentElement;
    const out = all("body *").filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return (right > clientWidth + 0.5 || left < -0.5) && !element.parentElement.closest(".table-region");
    });
    if (scrollWidth <= clientWidth) return out.filter((element) => element.closest("a, button, label, input")).map((element) => `${name(element)} is cut off`);
    return [`the page is ${scrollWidth} px wide in a window of ${clientWidth}: ${out.slice(-3).map(name).join(", ")}`];
  }

  /** @param {string[]} rules */
  async function violations(rules) {
    // @ts-expect-error axe-core came in the same way
    const found = await axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] });
    return found.violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map((/** @type {any} */ node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`),
    );
  }

  Object.assign(window, { looks: { targets, borders, sideways, violations } });
})();
