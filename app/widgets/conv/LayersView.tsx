/**
 * What many such layers do to the size of a picture: one rectangle per layer, to scale, each drawn
 * over the one before it, so that the ring that was lost stays in sight; with its size.
 */
import { useWidth } from "../../figures/marks/use-width";
import { useWindowHeight } from "../../figures/marks/use-window-height";
import styles from "./conv.module.css";
import { layerSizes, layersText } from "./layers";
import type { ConvState } from "./state";

const GAP = 10;
const LABEL = 46;
/**
 * Room for a label under a rectangle, px; from `NAMED` on the first is called by its whole name.
 */
const NARROWEST = 30;
const NAMED = 46;
/** Shares of the width and of the window's height that the largest rectangle takes. */
const BREADTH = 0.42;
const HEIGHT = 0.36;

export function LayersView({ state }: { readonly state: ConvState }) {
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const sizes = layerSizes(state);
  const largest = Math.max(...sizes.flat());
  const room = Math.min(BREADTH * width, HEIGHT * useWindowHeight());
  const cell = Math.max(2, Math.min(14, room / largest));
  const step = stepOf(sizes, cell, width);
  const whole = Math.max(
    width,
    ...sizes.map(([, columns], layer) => layer * step + Math.max(columns * cell, NARROWEST)),
  );
  const height = largest * cell + LABEL;
  return (
    <div ref={frame} className={styles["layers"]}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key */}
      <div className={styles["scroll"]} tabIndex={0}>
        <svg
          viewBox={`0 0 ${whole} ${height}`}
          width={whole}
          height={height}
          role="img"
          aria-label={layersText(state)}
        >
          {sizes.slice(0, state.at + 1).map(([rows, columns], layer) => (
            <g key={layer} transform={`translate(${layer * step} ${(largest - rows) * cell})`}>
              <rect
                x={1}
                y={1}
                width={Math.max(1, columns * cell - 2)}
                height={Math.max(1, rows * cell - 2)}
                className={layer === 0 ? styles["first"] : styles["layer"]}
              />
              <text y={rows * cell + 20} className={styles["size"]}>
                {rows === columns ? rows : `${rows}×${columns}`}
              </text>
              <text y={rows * cell + 40} className={styles["name"]}>
                {layer > 0 ? layer : step < NAMED ? "in" : "input"}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <p>{layersText({ ...state, layers: Math.max(1, state.at) })}</p>
    </div>
  );
}

/** From one rectangle to the next: side by side while there is room, then one on the other. */
function stepOf(
  sizes: readonly (readonly [number, number])[],
  cell: number,
  width: number,
): number {
  const widest = Math.max(NARROWEST, ...sizes.map(([, columns]) => columns * cell)) + GAP;
  const last = Math.max(NARROWEST, (sizes.at(-1)?.[1] ?? 0) * cell);
  return Math.max(NARROWEST, Math.min(widest, (width - last) / Math.max(1, sizes.length - 1)));
}
