/** Two presses of a clicker that follow within this time are one that bounced, ms. */
const BOUNCE = 400;

/** Says whether a press of a clicker's key counts; it remembers the last one that did. */
export function pressGuard(): (key: string, at: number) => boolean {
  let last = { key: "", at: Number.NEGATIVE_INFINITY };
  return (key, at) => {
    if (key !== "PageDown" && key !== "PageUp") return true;
    if (key === last.key && at - last.at < BOUNCE) return false;
    last = { key, at };
    return true;
  };
}
