/** What many such layers do to the size of a picture: one rectangle a layer, to scale, with its size. */
import { useWidth } from "../../figures/marks/use-width";
import styles from "./conv.module.css";
import type { ConvState } from "./state";
import { layerSizes, layersText } from "./words";

const GAP = 10;
const LABEL = 46;
/** Room for a label under a rectangle, px. */
const NARROWEST = 36;

export function LayersView({ state }: { readonly state: ConvState }) {
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const sizes = layerSizes(state);
  const largest = Math.max(...sizes.flat());
  const cells = sizes.reduce((sum, [, columns]) => sum + columns, 0);
  const cell = Math.max(2, Math.min(14, (width - sizes.length * GAP) / cells, 200 / largest));
  const lefts = leftEdges(sizes, cell);
  const whole = Math.max(width, (lefts.at(-1) ?? 0) + NARROWEST + GAP);
  const height = largest * cell + LABEL;
  return (
    <div ref={frame} className={styles["layers"]}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key */}
      <div className={styles["scroll"]} tabIndex={0}>
        <svg viewBox={`0 0 ${whole} ${height}`} width={whole} height={height} role="img" aria-label={layersText(state)}>
          {sizes.slice(0, state.at + 1).map(([rows, columns], layer) => (
            <g key={layer} transform={`translate(${lefts[layer]} ${(largest - rows) * cell})`}>
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
                {layer === 0 ? "input" : layer}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <p>{layersText({ ...state, layers: Math.max(1, state.at) })}</p>
    </div>
  );
}

function leftEdges(sizes: readonly (readonly [number, number])[], cell: number): number[] {
  const edges = [0];
  for (const [, columns] of sizes) edges.push((edges.at(-1) ?? 0) + Math.max(columns * cell, NARROWEST) + GAP);
  return edges.slice(0, -1);
}
