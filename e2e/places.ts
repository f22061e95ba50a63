/**
 * What is wrong with the places of things on a page, as a person would see it: a text that is cut
 * off, two texts on one another, something drawn over a bar that stays, a number with an exponent
 * of a program. Runs in the page.
 */

/** Faults in words, one for each. */
export function misplaced(): string[] {
  const faults = new Set<string>();
  const named = (text: string): string => `“${text.replace(/\s+/g, " ").trim().slice(0, 40)}”`;
  const isHidden = (one: Element): boolean =>
    one.closest(".hidden-text, [hidden], [inert], dialog:not([open]), [popover]") !== null ||
    !one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const bars = [...document.querySelectorAll<HTMLElement>("body *")].filter(
    (one) => getComputedStyle(one).position === "sticky" && !isHidden(one),
  );
  const barOf = (one: Element): HTMLElement | undefined => bars.find((bar) => bar.contains(one));

  interface Area {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  const everywhere: Area = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
  const areas = new Map<Element, Area>();
  /** Where an element's content may be seen: in everything round it that scrolls or cuts. */
  const areaOf = (one: Element): Area => {
    const known = areas.get(one);
    if (known !== undefined) return known;
    const { overflowX, overflowY, position } = getComputedStyle(one);
    const around =
      one.parentElement === null || position === "fixed" ? everywhere : areaOf(one.parentElement);
    const box = one.getBoundingClientRect();
    const area = {
      left: overflowX === "visible" ? around.left : Math.max(around.left, box.left),
      right: overflowX === "visible" ? around.right : Math.min(around.right, box.right),
      top: overflowY === "visible" ? around.top : Math.max(around.top, box.top),
      bottom: overflowY === "visible" ? around.bottom : Math.min(around.bottom, box.bottom),
    };
    areas.set(one, area);
    return area;
  };
  const seenPart = (one: Element, box: DOMRect): DOMRect | null => {
    const area = areaOf(one);
    const [left, top] = [Math.max(box.left, area.left), Math.max(box.top, area.top)];
    const width = Math.min(box.right, area.right) - left;
    const height = Math.min(box.bottom, area.bottom) - top;
    return width > 1 && height > 1 ? new DOMRect(left, top, width, height) : null;
  };

  interface Written {
    readonly element: Element;
    readonly text: string;
    readonly box: DOMRect;
  }
  const texts: Written[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent ?? "";
    if (element === null || text.trim() === "" || isHidden(element)) continue;
    if (element.closest("script, style, option, textarea, math annotation, #root > .boot") !== null)
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const box = seenPart(element, line);
      if (box === null) continue;
      texts.push({ element, text, box });
    }
    // "1.7e−13" is how a program writes; a cell, code and what somebody typed may, a sentence and a
    // read-out may not.
    const isCell = element.closest("code, pre, [role=grid], [data-short]") !== null;
    if (/(?:^|[^\w.,“])\d[\d.,]*e[+−-]?\d/.test(text) && !isCell)
      faults.add(`${named(text)} is written as a program writes numbers`);
  }

  // Cut off: a box that hides what it has no room for, and no way to scroll to it.
  const cuts = new Map<Element, string>();
  const cutOf = (box: Element): string => {
    const known = cuts.get(box);
    if (known !== undefined) return known;
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(box);
    const shortened = textOverflow === "ellipsis" || webkitLineClamp !== "none";
    const scrolls = overflowX === "auto" || overflowX === "scroll";
    const { scrollWidth, clientWidth, scrollHeight, clientHeight, parentElement } = box;
    const cut =
      shortened || parentElement === null
        ? ""
        : overflowX === "hidden" && clientWidth > 0 && scrollWidth > clientWidth + 1
          ? "at its side"
          : overflowY === "hidden" && clientHeight > 0 && scrollHeight > clientHeight + 3
            ? "below"
            : scrolls
              ? ""
              : cutOf(parentElement);
    cuts.set(box, cut);
    return cut;
  };
  for (const { element, text } of texts) {
    const cut = cutOf(element);
    if (cut !== "") faults.add(`${named(text)} is cut off ${cut}`);
  }
  for (const { text, box } of texts)
    if (box.right > innerWidth + 1 || box.left < -1) faults.add(`${named(text)} leaves the screen`);

  // Two texts on one another: the middles of lines, as signs below and above them are free.
  const core = ({ box }: Written): DOMRect =>
    new DOMRect(box.x + 1, box.y + 0.3 * box.height, box.width - 2, 0.4 * box.height);
  const sorted = texts.filter(({ box }) => box.width > 3).toSorted((a, b) => a.box.y - b.box.y);
  for (const [at, one] of sorted.entries())
    for (const other of sorted.slice(at + 1)) {
      if (other.box.y > one.box.bottom) break;
      if (one.element === other.element || barOf(one.element) !== barOf(other.element)) continue;
      if (one.element.closest("math") !== null && other.element.closest("math") !== null) continue;
      const [a, b] = [core(one), core(other)];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 1)
        faults.add(`${named(one.text)} and ${named(other.text)} are on one another`);
    }

  // Something drawn over a bar.
  for (const bar of bars) {
    const { left, right, top, bottom } = bar.getBoundingClientRect();
    const area = { left: Math.max(0, left), right: Math.min(innerWidth, right) };
    const rows = { top: Math.max(0, top), bottom: Math.min(innerHeight, bottom) };
    if (area.right - area.left < 8 || rows.bottom - rows.top < 2) continue;
    for (let column = 0; column < 12; column++)
      for (let row = 0; row < 3; row++) {
        const x = area.left + ((column + 0.5) * (area.right - area.left)) / 12;
        const y = rows.top + ((row + 0.5) * (rows.bottom - rows.top)) / 3;
        const on = document.elementFromPoint(x, y);
        if (on === null || bar.contains(on) || on.contains(bar)) continue;
        if (barOf(on) !== undefined || on.closest("dialog, [popover]") !== null) continue;
        faults.add(`${named(`${on.tagName} ${on.textContent ?? ""}`)} is drawn over a bar`);
      }
  }
  return [...faults];
}
