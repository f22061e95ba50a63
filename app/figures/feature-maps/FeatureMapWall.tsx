/**
 * All channels of one layer as tiles on one canvas. The cursor is a prop; pointer, finger and keys
 * move it, Enter or a click opens the cell. Rings mark windows (what an opened number reads). Cost:
 * one pixel a number, whatever the size on the screen. Numbers in [channels, height, width] order,
 * or [features].
 */
import { t } from "../../language/words";
import {
  memo,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
} from "react";
import type { Shape } from "../../../engine/core/shape";
import { table } from "../../theme/colour";
import { useScheme, type Scheme } from "../../theme/scheme";
import { spoken } from "../describe/number";
import { LiveText } from "../marks/live-text/LiveText";
import { spotOn } from "../marks/magnified";
import { coloured } from "../marks/heat-map/raster";
import type { Colouring } from "../marks/number-grid/cell-style";
import { classes, variables } from "../marks/style";
import styles from "./FeatureMapWall.module.css";
import { flatOf, hit, mapShape, tileAt, walked, wall, type MapCell, type Wall } from "./maps";

export interface MapRing extends MapCell {
  readonly rows: number;
  readonly columns: number;
  readonly hue: "input" | "output" | "cursor";
}

export interface FeatureMapWallProps {
  /** What the layer is called: "conv1". */
  readonly label: string;
  readonly shape: Shape;
  /** Null while nothing has been computed: the tiles are outlines. */
  readonly values: ArrayLike<number> | null;
  readonly colouring: (channel: number) => Colouring;
  /** About how wide a tile is, and the width there is, in px. */
  readonly tile: number;
  readonly room: number;
  readonly cursor: MapCell | null;
  readonly rings?: readonly MapRing[];
  readonly onCursor?: (cell: MapCell) => void;
  readonly onOpen?: (cell: MapCell) => void;
}

export function FeatureMapWall(props: FeatureMapWallProps) {
  const { label, shape, values, cursor, rings = [], onCursor } = props;
  const [said, setSaid] = useState("");
  const on = wall(shape, props.tile, props.room);
  const colours = Array.from({ length: on.channels }, (_, channel) => props.colouring(channel));
  const describe = (cell: MapCell): string => describeCell(label, shape, values, cell);
  const go = (cell: MapCell): void => {
    onCursor?.(cell);
    setSaid(describe(cell));
  };
  const at = cursor ?? { channel: 0, row: 0, column: 0 };
  const interactive = onCursor !== undefined;
  const name = `${label}, ${describeShape(shape)}`;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it has a role, chosen below
    <div
      role={interactive ? "application" : "img"}
      aria-roledescription={interactive ? t("feature maps") : undefined}
      aria-label={
        interactive
          ? t(
              "{name}. Cursor on {place}. Arrow keys move, Page Up and Down change the map, Enter opens.",
              { name, place: describe(at) },
            )
          : name
      }
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keys move a cell cursor
      tabIndex={interactive ? 0 : undefined}
      className={classes(styles["wall"], interactive && styles["interactive"])}
      style={variables({
        "--width": `${on.totalWidth}px`,
        "--ratio": `${on.totalWidth} / ${on.totalHeight}`,
      })}
      {...(interactive ? handlersOf(props, on, at, go) : {})}
    >
      <Tiles on={on} values={values} colours={colours} />
      <svg
        viewBox={`0 0 ${on.totalWidth} ${on.totalHeight}`}
        className={styles["overlay"]}
        aria-hidden
      >
        <Frames on={on} empty={values === null} />
        {rings.map((ring, index) => (
          <Ring key={index} on={on} ring={ring} />
        ))}
        {cursor !== null && (
          <Ring on={on} ring={{ ...cursor, rows: 1, columns: 1, hue: "cursor" }} />
        )}
      </svg>
      {interactive && <LiveText text={said} />}
    </div>
  );
}

/** Keys move the cursor from `at`, a mouse points, a click opens. */
function handlersOf(
  { onCursor, onOpen }: FeatureMapWallProps,
  on: Wall,
  at: MapCell,
  go: (cell: MapCell) => void,
) {
  const under = (event: MouseEvent<HTMLElement>): MapCell | null =>
    hit(on, ...spotOn(event.currentTarget, event, on.totalWidth, on.totalHeight));
  return {
    onKeyDown(event: KeyboardEvent): void {
      const to = event.ctrlKey || event.metaKey || event.altKey ? null : walked(on, at, event.key);
      if (to !== null) go(to);
      else if (event.key === "Enter" && onOpen !== undefined) onOpen(at);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    onPointerMove(event: PointerEvent<HTMLElement>): void {
      const cell = event.pointerType === "mouse" ? under(event) : null;
      if (cell !== null) onCursor?.(cell);
    },
    onClick(event: MouseEvent<HTMLElement>): void {
      const cell = under(event);
      if (cell === null) return;
      go(cell);
      onOpen?.(cell);
    },
  };
}

interface FramesProps {
  readonly on: Wall;
  readonly empty: boolean;
}

/** Round every tile; the same whatever the numbers are. */
const Frames = memo(
  ({ on, empty }: FramesProps) =>
    Array.from({ length: on.channels }, (_, channel) => {
      const { left, top } = tileAt(on, channel);
      return (
        <rect
          key={channel}
          x={left}
          y={top}
          width={on.cell * on.width}
          height={on.cell * on.height}
          className={classes(styles["frame"], empty && styles["waiting"])}
        />
      );
    }),
  (a, b) => a.empty === b.empty && sameWall(a.on, b.on),
);
Frames.displayName = "Frames";

function Ring({ on, ring }: { readonly on: Wall; readonly ring: MapRing }) {
  const { left, top } = tileAt(on, ring.channel);
  const box = {
    x: left + ring.column * on.cell,
    y: top + ring.row * on.cell,
    width: ring.columns * on.cell,
    height: ring.rows * on.cell,
  };
  return (
    <>
      <rect {...box} className={styles["halo"]} />
      <rect {...box} className={classes(styles["ring"], styles[ring.hue])} />
    </>
  );
}

/** "map 2 of 6, row 3, column 4: 0.512" */
export function describeCell(
  label: string,
  shape: Shape,
  values: ArrayLike<number> | null,
  cell: MapCell,
): string {
  const map = mapShape(shape);
  const value =
    values === null ? t("not computed yet") : spoken(values[flatOf(map, cell)] ?? Number.NaN);
  if (map.height === 1 && map.width === 1)
    return t("{label}, number {channel} of 0 to {channels}: {value}", {
      label,
      channel: cell.channel,
      channels: map.channels - 1,
      value,
    });
  return t("{label}, map {channel} of 0 to {channels}, row {row}, column {column}: {value}", {
    label,
    channel: cell.channel,
    channels: map.channels - 1,
    row: cell.row,
    column: cell.column,
    value,
  });
}

export function describeShape(shape: Shape): string {
  const { channels, height, width } = mapShape(shape);
  if (height === 1 && width === 1) return t("{channels} numbers", { channels });
  return t("{channels, plural, one {# map} other {# maps}} of {height}×{width}", {
    channels,
    height,
    width,
  });
}

interface TilesProps {
  readonly on: Wall;
  readonly values: ArrayLike<number> | null;
  /** One for each channel. */
  readonly colours: readonly Colouring[];
}

/** Painted again only when what is painted has changed: a cursor that moves costs nothing. */
const Tiles = memo(
  ({ on, values, colours }: TilesProps) => {
    const scheme = useScheme();
    const canvas = useRef<HTMLCanvasElement>(null);
    useEffect(() => paint(canvas.current, { on, values, colours }, scheme));
    return <canvas ref={canvas} className={styles["canvas"]} aria-hidden />;
  },
  (a, b) =>
    a.values === b.values &&
    sameWall(a.on, b.on) &&
    a.colours.every((colour, at) => sameColouring(colour, b.colours[at])),
);
Tiles.displayName = "Tiles";

function sameWall(a: Wall, b: Wall): boolean {
  return (
    a.cell === b.cell &&
    a.across === b.across &&
    a.channels === b.channels &&
    a.width === b.width &&
    a.height === b.height &&
    a.gap === b.gap
  );
}

function sameColouring(a: Colouring, b: Colouring | undefined): boolean {
  return b !== undefined && a.palette === b.palette && a.low === b.low && a.high === b.high;
}

function paint(
  canvas: HTMLCanvasElement | null,
  { on, values, colours }: TilesProps,
  scheme: Scheme,
): void {
  if (canvas === null) return;
  const dense = Math.min(2, globalThis.devicePixelRatio || 1);
  canvas.width = Math.ceil(on.totalWidth * dense);
  canvas.height = Math.ceil(on.totalHeight * dense);
  const context = canvas.getContext("2d");
  if (context === null || values === null || on.width * on.height === 0) return;
  const scratch = new OffscreenCanvas(on.width, on.height);
  const pencil = scratch.getContext("2d");
  if (pencil === null) return;
  const image = pencil.createImageData(on.width, on.height);
  context.imageSmoothingEnabled = false;
  for (let channel = 0; channel < on.channels; channel++) {
    const colouring = colours[channel];
    if (colouring === undefined) continue;
    const view = { row: channel * on.height, column: 0, rows: on.height, columns: on.width };
    coloured(values, on.width, view, colouring, table(colouring.palette, scheme), image.data);
    pencil.putImageData(image, 0, 0);
    const { left, top } = tileAt(on, channel);
    context.drawImage(
      scratch,
      left * dense,
      top * dense,
      on.cell * on.width * dense,
      on.cell * on.height * dense,
    );
  }
}
