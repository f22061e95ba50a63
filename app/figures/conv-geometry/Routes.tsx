/** Arrows between cells of the grids on a board: which input cell an output came from, or a gradient goes to. */
import { useLayoutEffect, useRef, type RefObject } from "react";
import type { Place } from "../marks/grid";
import { classes } from "../marks/style";
import styles from "./board.module.css";
import { magnification } from "../marks/magnified";

export interface Route {
  readonly from: Place & { readonly panel: string };
  readonly to: Place & { readonly panel: string };
  /** The one that is meant now. */
  readonly main?: boolean;
}

interface RoutesProps {
  readonly routes: readonly Route[];
  readonly board: RefObject<HTMLElement | null>;
}

export function Routes({ routes, board }: RoutesProps) {
  const halo = useRef<SVGPathElement>(null);
  const others = useRef<SVGPathElement>(null);
  const main = useRef<SVGPathElement>(null);
  // The grids lay themselves out, so where their cells are is only known after they have been drawn.
  useLayoutEffect(() => {
    const element = board.current;
    if (element === null) return;
    const draw = (list: readonly Route[]): string => list.map((route) => curve(element, route)).join(" ");
    halo.current?.setAttribute("d", draw(routes));
    others.current?.setAttribute("d", draw(routes.filter((route) => route.main !== true)));
    main.current?.setAttribute("d", draw(routes.filter((route) => route.main === true)));
  });
  return (
    <svg className={styles["routes"]} aria-hidden>
      <path ref={halo} className={styles["routeHalo"]} />
      <path ref={others} className={styles["route"]} />
      <path ref={main} className={classes(styles["route"], styles["main"])} />
    </svg>
  );
}

/** A bow from the middle of one cell to the middle of the other, with a head; nothing where a cell is not there. */
function curve(board: HTMLElement, { from, to }: Route): string {
  const [start, end] = [middle(board, from), middle(board, to)];
  if (start === null || end === null) return "";
  const [a, b] = [towards(start, end), towards(end, start)];
  const length = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y));
  const control = { x: (a.x + b.x) / 2 + 0.12 * (b.y - a.y), y: (a.y + b.y) / 2 - Math.min(40, 0.12 * length) };
  const angle = Math.atan2(b.y - control.y, b.x - control.x);
  const tip = { x: b.x, y: b.y };
  const head = [-0.45, 0.45]
    .map((turn) => `M${tip.x} ${tip.y}L${tip.x - 8 * Math.cos(angle + turn)} ${tip.y - 8 * Math.sin(angle + turn)}`)
    .join("");
  return `M${a.x} ${a.y}Q${control.x} ${control.y} ${tip.x} ${tip.y}${head}`;
}

interface Middle {
  readonly x: number;
  readonly y: number;
  /** Half the width of the cell. */
  readonly half: number;
}

/** A point near the edge of a cell, on the side of the other: the numbers stay free. */
function towards({ x, y, half }: Middle, other: Middle): Middle {
  const above = Math.abs(other.x - x) < 2 * half;
  const across = above ? 0 : Math.sign(other.x - x) * half * 0.72;
  return { x: x + across, y: y + (above ? Math.sign(other.y - y) * half * 0.72 : -half * 0.45), half };
}

function middle(board: HTMLElement, { panel, row, column }: Place & { readonly panel: string }): Middle | null {
  const cell = board.querySelector(`[data-panel="${panel}"] [data-row="${row}"][data-column="${column}"]`);
  if (cell === null) return null;
  const [frame, box] = [board.getBoundingClientRect(), cell.getBoundingClientRect()];
  const zoom = magnification(board);
  return {
    x: (box.left - frame.left + box.width / 2) / zoom,
    y: (box.top - frame.top + box.height / 2) / zoom,
    half: box.width / 2 / zoom,
  };
}
