/**
 * The map to touch: a tree of items over the drawing, one tab stop. Keys: `keys.ts`. A click on a
 * folded item opens it, on the heading of an open one folds it, on a layer chooses it.
 */
import { type KeyboardEvent, memo, useContext, useLayoutEffect, useMemo, useRef } from "react";
import { CoveredContext } from "../marks/covered";
import { variables } from "../marks/style";
import { spoken } from "./describe";
import { foldable, type Item, LEVELS, type Outline, pathTo } from "./item";
import { moveFor } from "./keys";
import type { Marks } from "./marks";
import styles from "./network-map.module.css";
import { isOpen, type Opened, shownItems } from "./visible";

export interface MapTreeProps {
  readonly title: string;
  readonly outline: Outline;
  readonly opened: Opened;
  readonly marks: Marks;
  /** The item that Tab reaches. */
  readonly current: string;
  readonly chosen: string | null;
  /** Counts up when the current item must get the focus. */
  readonly focus: number;
  readonly across: boolean;
  readonly onCurrent: (id: string) => void;
  readonly onToggle: (id: string) => void;
  readonly onChoose: (layer: string) => void;
}

export const MapTree = memo((props: MapTreeProps) => {
  const { title, outline, opened, marks, current, focus, across } = props;
  const covered = useContext(CoveredContext);
  const tree = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => shownItems(outline, opened), [outline, opened]);
  const spots = useMemo(() => new Map(marks.spots.map((spot) => [spot.item, spot])), [marks]);
  const stop = shown.some(({ id }) => id === current) ? current : shown[0]?.id;
  useLayoutEffect(() => {
    if (focus > 0) tree.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }, [focus]);
  const act = (item: Item): void =>
    foldable(item) ? props.onToggle(item.id) : props.onChoose(item.id);
  const onKeyDown = (event: KeyboardEvent, item: Item): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveFor(outline, opened, item, event.key, across);
    if (move === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.kind === "go") props.onCurrent(move.to);
    else if (move.kind === "toggle") props.onToggle(move.id);
    else props.onChoose(move.id);
  };
  return (
    <div
      ref={tree}
      role="tree"
      aria-label={title}
      aria-orientation={across ? "horizontal" : "vertical"}
      className={styles["tree"]}
    >
      {shown.map((item) => {
        const spot = spots.get(item.id);
        if (spot === undefined) return null;
        return (
          <div
            key={item.id}
            {...treeItem(props, item)}
            role="treeitem"
            className={styles["spot"]}
            tabIndex={item.id === stop ? 0 : -1}
            aria-label={spoken(outline, item, covered)}
            style={variables({
              "--x": `${spot.x}px`,
              "--y": `${spot.y}px`,
              "--w": `${spot.width}px`,
              "--h": `${spot.height}px`,
            })}
            onFocus={() => props.onCurrent(item.id)}
            onKeyDown={(event) => onKeyDown(event, item)}
            onClick={() => act(item)}
          />
        );
      })}
    </div>
  );
});
MapTree.displayName = "MapTree";

/** What an item is in the tree, for those who hear it. */
function treeItem({ outline, opened, chosen }: MapTreeProps, item: Item) {
  const siblings = outline.around.get(item.id)?.children ?? [];
  return {
    "data-item": item.id,
    "data-level": LEVELS.indexOf(item.level),
    "aria-level": pathTo(outline, item.id).length,
    "aria-posinset": 1 + siblings.findIndex(({ id }) => id === item.id),
    "aria-setsize": siblings.length,
    "aria-expanded": foldable(item) ? isOpen(item, opened) : undefined,
    "aria-selected": item.id === chosen,
    "data-subject": item.id === chosen || undefined,
  };
}
