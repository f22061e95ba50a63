/**
 * Where a key leads in the map: along the network, into an open item, out to the one around. The
 * axes follow the drawing, as for any tree. Pure.
 */
import { foldable, type Item, type Outline } from "./item";
import { isOpen, type Opened, shownItems } from "./visible";

export type Move =
  | { readonly kind: "go"; readonly to: string }
  | { readonly kind: "toggle" | "act"; readonly id: string };

/** Null for a key that means nothing here. */
export function moveFor(
  outline: Outline,
  opened: Opened,
  item: Item,
  key: string,
  across: boolean,
): Move | null {
  const shown = shownItems(outline, opened);
  const at = shown.findIndex(({ id }) => id === item.id);
  const go = (place: number): Move => ({
    kind: "go",
    to: shown[Math.max(0, Math.min(shown.length - 1, place))]?.id ?? item.id,
  });
  const [before, next, out, into] = across
    ? ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]
    : ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
  const open = isOpen(item, opened);
  const toggle: Move = { kind: "toggle", id: item.id };
  switch (key) {
    case before:
      return go(at - 1);
    case next:
      return go(at + 1);
    case "Home":
      return go(0);
    case "End":
      return go(shown.length - 1);
    case into:
      if (open) return go(at + 1);
      return foldable(item) ? toggle : go(at);
    case out:
      return open ? toggle : { kind: "go", to: around(outline, item).id };
    case "Enter":
    case " ":
      return foldable(item) ? toggle : { kind: "act", id: item.id };
    default:
      return null;
  }
}

/** The item around; one that lies in none but the network itself stays. */
function around(outline: Outline, item: Item): Item {
  const outer = outline.around.get(item.id);
  return outer === undefined || outer.level === "network" ? item : outer;
}
