/** The three grids of the forward view. */
import { useCellSize } from "../../figures/conv-geometry/Board";
import { filterCellOn, windowAt } from "../../figures/conv-geometry/geometry";
import { PaddedGrid } from "../../figures/conv-geometry/PaddedGrid";
import { cellText, spoken } from "../../figures/describe/number";
import { samePlace } from "../../figures/marks/grid";
import { DIGITS_FROM, NumberGrid, type GridRing } from "../../figures/marks/number-grid/NumberGrid";
import type { CellLook, Colouring } from "../../figures/marks/number-grid/looks";
import styles from "./conv.module.css";
import { paint, pasteMatrix, setNumber } from "./editing";
import { isAt, keyOf } from "./pointing";
import { isAsked, revealed, signedRange, type Scene } from "./scene";
import { LIMITS } from "./state";

/** From this size on a cell of the window also shows the weight that lies on it. */
const SHOWS_WEIGHT = 36;

export const USES_TITLE = "How often each cell is used";

export function InputPanel({ scene }: { readonly scene: Scene }) {
  const { state, change, locked, brush, uses, rings } = scene;
  const size = useCellSize();
  const editable = !locked.has("input") && uses === null;
  return (
    <PaddedGrid
      label={uses === null ? "Input" : USES_TITLE}
      hue="input"
      values={uses ?? state.input}
      padding={uses === null ? 0 : null}
      sliding={scene.sliding}
      size={size}
      magnitude={LIMITS.value}
      colouring={inputColouring(scene, size)}
      look={(row, column) => inputLook(scene, size, row, column)}
      rings={[...windowRings(scene), ...rings.x]}
      onAsk={(place) => scene.ask("x", place)}
      onPoint={scene.point("x")}
      onEdit={editable ? (place, value) => setNumber(state, change, "input", place, value) : undefined}
      onPaste={editable ? (matrix) => pasteMatrix(state, change, "input", matrix) : undefined}
      brush={brush !== null && editable}
      onStroke={(places, phase) => paint(state, change, brush ?? 0, places, phase)}
    />
  );
}

function inputLook(scene: Scene, size: number, row: number, column: number): CellLook {
  const { state, sliding, pointed, partner, links, window, weights, uses } = scene;
  const [r, c] = [row - sliding.rows.before, column - sliding.columns.before];
  const strong = isAt(pointed, "x", r, c) || isAt(partner, "x", r, c) || isAsked(state, "input", r, c);
  const tap = window === null ? null : filterCellOn(sliding, window, row, column);
  if (tap === null) return strong || links.x.has(keyOf(r, c)) ? { lit: "input", strong } : {};
  const weight = cellText(weights[tap.row]?.[tap.column] ?? 0, 3);
  return { lit: "input", strong, ...(size < SHOWS_WEIGHT || uses !== null ? {} : { second: `×${weight}` }) };
}

function inputColouring({ state, uses, brush }: Scene, size: number): Colouring | undefined {
  if (uses !== null) return { palette: "sequential", low: 0, high: Math.max(1, ...uses.flat()) };
  return size < DIGITS_FROM || brush !== null ? signedRange(state.input) : undefined;
}

/** The window now, and that of an output which is pointed at. */
function windowRings({ window, pointed, sliding }: Scene): GridRing[] {
  const now = window === null ? [] : [{ ...windowAt(sliding, window.row, window.column), hue: "weight" as const }];
  return pointed?.tensor === "y" ? [...now, { ...windowAt(sliding, pointed.row, pointed.column), hue: "output" as const }] : now;
}

export function FilterPanel({ scene }: { readonly scene: Scene }) {
  const { state, change, locked, pointed, partner, links, rings } = scene;
  const editable = !locked.has("filter");
  return (
    <NumberGrid
      label="Filter"
      hue="weight"
      values={state.filter}
      size={useCellSize()}
      magnitude={LIMITS.value}
      rings={rings.w}
      look={(row, column) => {
        const strong = isAt(pointed, "w", row, column) || isAt(partner, "w", row, column) || isAsked(state, "filter", row, column);
        return strong || links.w.has(keyOf(row, column)) ? { lit: "weight", strong } : {};
      }}
      onAsk={(place) => scene.ask("w", place)}
      onPoint={scene.point("w")}
      onEdit={editable ? (place, value) => setNumber(state, change, "filter", place, value) : undefined}
      onPaste={editable ? (matrix) => pasteMatrix(state, change, "filter", matrix) : undefined}
    />
  );
}

export function OutputPanel({ scene }: { readonly scene: Scene }) {
  const { state, y, window, pointed, links, rings } = scene;
  return (
    <NumberGrid
      label="Output"
      hue="output"
      values={revealed(y, state)}
      size={useCellSize()}
      colouring={signedRange(y)}
      rings={rings.y}
      cursor={window}
      look={(row, column) => {
        const strong = samePlace(window, { row, column }) || isAt(pointed, "y", row, column);
        return strong || links.y.has(keyOf(row, column)) ? { lit: "output", strong } : {};
      }}
      onAsk={(place) => scene.ask("y", place)}
      onPoint={scene.point("y")}
    />
  );
}

/** What a reader should know about the filter: how it lies when it is turned, and the bias. */
export function FilterNote({ scene: { state, weights } }: { readonly scene: Scene }) {
  return (
    <>
      {state.flip && <p>Turned by 180° it is laid on as:</p>}
      {state.flip && (
        <table className={styles["turned"]}>
          <tbody>
            {weights.map((row, at) => (
              <tr key={at}>
                {row.map((value, to) => (
                  <td key={to}>{cellText(value, 5)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {state.bias !== 0 && (
        <p className={styles["bias"]} data-role="bias">
          bias {spoken(state.bias)}, added to every output
        </p>
      )}
    </>
  );
}
