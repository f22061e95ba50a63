/**
 * What does not fit the screen of a lecture is paged through with the two keys of the clicker:
 * down, then across, in everything that scrolls, in reading order.
 */

/** Pixels that count as nothing. */
const NOTHING = 4;
/** How much of what was seen stays in sight, as a share of the frame. */
const MOST = 0.8;

/** Pages on or back. False when the end in that direction is on the screen already. */
export function pageAlong(frame: HTMLElement | null, by: 1 | -1): boolean {
  if (frame === null) return false;
  const frames = scrollersIn(frame);
  for (const one of by === 1 ? frames : frames.toReversed()) {
    if (!pageOne(one, by)) continue;
    one.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }
  return false;
}

/** Starts a run that has not begun, or pauses one that goes on. False when there is none. */
export function pressLive(frame: HTMLElement | null, now: "fresh" | "running"): boolean {
  const buttons = frame?.querySelectorAll<HTMLButtonElement>(`[data-live="${now}"]:enabled`) ?? [];
  for (const button of buttons) button.click();
  return buttons.length > 0;
}

/** What each run on the stage does: "fresh", "begun" or "running". */
export function liveIn(frame: HTMLElement | null): string[] {
  return [...(frame?.querySelectorAll<HTMLElement>("[data-live]") ?? [])].map(
    ({ dataset }) => dataset["live"] ?? "",
  );
}

/** Begins and pauses the runs on the stage, so that they do what those of another window do. */
export function setLive(frame: HTMLElement | null, wanted: readonly string[]): void {
  const buttons = frame?.querySelectorAll<HTMLButtonElement>("[data-live]:enabled") ?? [];
  for (const [at, button] of [...buttons].entries()) {
    const runs = button.dataset["live"] === "running";
    if (wanted[at] !== undefined && runs !== (wanted[at] === "running")) button.click();
  }
}

/** Whether there is more to see in that direction. */
export function hasMore(frame: HTMLElement, by: 1 | -1 = 1): boolean {
  return scrollersIn(frame).some((one) => left(one, by, "down") || left(one, by, "across"));
}

/**
 * Whether something is cut that was meant to be seen whole. What a figure shows in parts by itself
 * (`data-in-parts`: a window of a table, the products of one channel) is not.
 */
export function isCut(frame: HTMLElement): boolean {
  return scrollersIn(frame).some(
    (one) =>
      left(one, 1, "across") || (left(one, 1, "down") && one.dataset["inParts"] === undefined),
  );
}

/** Height or width that is not seen below or beside, or above or before. */
function left(one: HTMLElement, by: 1 | -1, way: "down" | "across"): boolean {
  const [at, seen, all] =
    way === "down"
      ? [one.scrollTop, one.clientHeight, one.scrollHeight]
      : [Math.abs(one.scrollLeft), one.clientWidth, one.scrollWidth];
  return (by === 1 ? all - seen - at : at) > NOTHING;
}

/** Down to the end, then to the top of the next part across; back the same way. */
function pageOne(one: HTMLElement, by: 1 | -1): boolean {
  if (left(one, by, "down")) {
    one.scrollBy({ top: by * MOST * one.clientHeight });
    return true;
  }
  if (!left(one, by, "across")) return false;
  const forward = getComputedStyle(one).direction === "rtl" ? -1 : 1;
  one.scrollBy({ left: by * forward * MOST * one.clientWidth });
  one.scrollTo({ top: by === 1 ? 0 : one.scrollHeight });
  return true;
}

/** The frame and all in it that scrolls, from the outside in. */
function scrollersIn(frame: HTMLElement): readonly HTMLElement[] {
  return [frame, ...frame.querySelectorAll<HTMLElement>("*")].filter(
    (one) =>
      (one.scrollHeight > one.clientHeight + NOTHING ||
        one.scrollWidth > one.clientWidth + NOTHING) &&
      one.clientHeight > 0 &&
      scrolls(one),
  );
}

function scrolls(one: HTMLElement): boolean {
  const { overflowX, overflowY } = getComputedStyle(one);
  return [overflowX, overflowY].some((way) => way === "auto" || way === "scroll");
}
