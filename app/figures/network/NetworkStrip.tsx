/**
 * A network's layers from left to right: name, kind, shape, parameters. Drawn from the graph (`layout.ts`), whatever the
 * network. One tab stop; arrow keys walk the layers in order, Enter or a click chooses. Shapes leave out the batch.
 */
import { useRef, type KeyboardEvent } from "react";
import { format, type Shape } from "../../../engine/core/shape";
import { classes, variables } from "../marks/style";
import { layOut, type Layout, type StripNode } from "./layout";
import styles from "./NetworkStrip.module.css";

export interface StripLayer extends StripNode {
  readonly shape: Shape;
  readonly parameters: number;
}

export interface NetworkStripProps {
  readonly title: string;
  /** In the order of computation; the first may be the image itself, op "input", without inputs. */
  readonly layers: readonly StripLayer[];
  readonly chosen: string | null;
  readonly onChoose?: (name: string) => void;
  /** Layers that are marked, with why: "NaN first appeared here". */
  readonly marked?: Readonly<Record<string, string>>;
}

/** Sizes in rem, so that the strip grows with the reader's type. */
const BOX = { width: 7, height: 4.9, near: 0.75, far: 1.9, below: 1.1 };

export function NetworkStrip({ title, layers, chosen, onChoose, marked = {} }: NetworkStripProps) {
  const strip = useRef<HTMLFieldSetElement>(null);
  const layout = layOut(layers);
  const left = columnStarts(layout);
  const total = { width: (left.at(-1) ?? 0) + BOX.width, height: arcRoom(layout) + layout.rows * (BOX.height + BOX.below) };
  const stop = layers.some((layer) => layer.name === chosen) ? chosen : layers[0]?.name;
  if (layers.length === 0) return <p>{title}: no layers.</p>;
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = layers.findIndex((layer) => layer.name === event.currentTarget.getAttribute("data-layer"));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: layers.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    strip.current
      ?.querySelectorAll<HTMLElement>("button")
      .item(Math.max(0, Math.min(layers.length - 1, to)))
      ?.focus();
  };
  return (
    <fieldset ref={strip} className={styles["strip"]} aria-label={title}>
      <div className={styles["sheet"]} style={variables({ "--width": `${total.width}rem`, "--height": `${total.height}rem` })}>
        <svg viewBox={`0 0 ${total.width} ${total.height}`} className={styles["edges"]} aria-hidden>
          {layout.edges.map((edge) => (
            <path key={`${edge.from} ${edge.to}`} d={edgePath(edge, layout, left)} className={classes(edge.skips && styles["skip"])} />
          ))}
        </svg>
        {layers.map((layer, at) => (
          <Box
            key={layer.name}
            layer={layer}
            chosen={layer.name === chosen}
            stop={layer.name === stop}
            note={marked[layer.name]}
            onChoose={onChoose}
            onKeyDown={onKeyDown}
            left={left[layout.places[at]?.column ?? 0] ?? 0}
            top={topOf(layout, layout.places[at]?.row ?? 0)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Box({
  layer,
  chosen,
  stop,
  note,
  onChoose,
  onKeyDown,
  left,
  top,
}: {
  readonly layer: StripLayer;
  readonly chosen: boolean;
  readonly stop: boolean;
  readonly note: string | undefined;
  readonly onChoose: ((name: string) => void) | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly left: number;
  readonly top: number;
}) {
  const counts = layer.parameters === 0 ? "" : `${layer.parameters.toLocaleString("en-US")} par.`;
  const spoken = layer.parameters === 0 ? "no parameters" : `${layer.parameters.toLocaleString("en-US")} parameters`;
  return (
    <button
      type="button"
      data-layer={layer.name}
      className={classes(styles["box"], layer.parameters > 0 && styles["learned"], note !== undefined && styles["marked"])}
      style={variables({ "--left": `${left}rem`, "--top": `${top}rem`, "--box": `${BOX.width}rem`, "--tall": `${BOX.height}rem` })}
      tabIndex={stop ? 0 : -1}
      aria-pressed={chosen}
      aria-label={`${layer.name}, ${layer.op}, ${format(layer.shape)}, ${spoken}${note === undefined ? "" : `. ${note}`}`}
      title={note}
      onKeyDown={onKeyDown}
      onClick={() => onChoose?.(layer.name)}
    >
      <b>{layer.name}</b>
      <span className={styles["shape"]}>{format(layer.shape)}</span>
      <span className={styles["count"]}>{counts === "" ? layer.op : counts}</span>
    </button>
  );
}

/** Where each column starts, in rem: near its module's last, far from another module's. */
export function columnStarts(layout: Layout): readonly number[] {
  const starts: number[] = [];
  let at = 0;
  for (let column = 0; column < layout.columns; column++) {
    const here = layout.places.filter((place) => place.column === column);
    const before = new Set(layout.places.filter((place) => place.column === column - 1).map((place) => place.module));
    const joined = here.length > 0 && here.every((place) => before.has(place.module));
    if (column > 0) at += BOX.width + (joined ? BOX.near : BOX.far);
    starts.push(at);
  }
  return starts;
}

function arcRoom(layout: Layout): number {
  return layout.edges.some((edge) => edge.skips) ? 2.2 : 0.25;
}

function topOf(layout: Layout, row: number): number {
  return arcRoom(layout) + row * (BOX.height + BOX.below);
}

function edgePath(
  edge: { readonly from: string; readonly to: string; readonly skips: boolean },
  layout: Layout,
  left: readonly number[],
): string {
  const from = layout.places.find((place) => place.name === edge.from);
  const to = layout.places.find((place) => place.name === edge.to);
  if (from === undefined || to === undefined) return "";
  const [x1, x2] = [(left[from.column] ?? 0) + BOX.width, left[to.column] ?? 0];
  if (edge.skips && from.row === to.row) {
    const top = topOf(layout, from.row);
    const lift = Math.max(0.2, top - 1.8);
    return `M${x1 - 1},${top}C${x1},${lift} ${x2},${lift} ${x2 + 1},${top}`;
  }
  const [y1, y2] = [topOf(layout, from.row) + BOX.height / 2, topOf(layout, to.row) + BOX.height / 2];
  const bend = Math.min(1.2, (x2 - x1) / 2);
  return `M${x1},${y1}C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`;
}
