/** The grids of the pooling figure. */
import { useCellSize } from "../../figures/conv-geometry/Board";
import { windowAt } from "../../figures/conv-geometry/geometry";
import { PaddedGrid } from "../../figures/conv-geometry/PaddedGrid";
import { samePlace } from "../../figures/marks/grid";
import { NumberGrid, type GridRing } from "../../figures/marks/number-grid/NumberGrid";
import { withCell } from "../conv/legal";
import { isAt, keyOf } from "../conv/pointing";
import type { PoolScene } from "./scene";
import { revealed, signedRange } from "../conv/scene";
import { changed, errorsOf, LIMITS, whyNot } from "./state";

interface GridProps {
  readonly scene: PoolScene;
  readonly rings?: readonly GridRing[];
}

export function InputGrid({ scene, rings = [] }: GridProps) {
  const { state, change, locked, rows, columns, cell, pooled, pointed, reads } = scene;
  const editable = !locked.has("input");
  const forward = state.view === "forward";
  const winner = forward && cell !== null ? (pooled.winners[cell.row]?.[cell.column] ?? null) : null;
  const ring: GridRing[] = forward && cell !== null ? [{ ...windowAt({ rows, columns }, cell.row, cell.column), hue: "output" }] : [];
  return (
    <PaddedGrid
      label="Input"
      hue="input"
      values={state.input}
      padding={state.kind === "max" ? null : 0}
      sliding={{ rows, columns }}
      size={useCellSize()}
      magnitude={LIMITS.value}
      rings={[...ring, ...rings]}
      look={(row, column) => {
        const [r, c] = [row - rows.before, column - columns.before];
        const strong =
          samePlace(winner, { row: r, column: c }) || isAt(pointed, "x", r, c) || (!forward && samePlace(cell, { row: r, column: c }));
        return strong || reads.x.has(keyOf(r, c)) ? { lit: "input", strong } : {};
      }}
      onAsk={scene.ask("x")}
      onPoint={scene.point("x")}
      onEdit={editable ? ({ row, column }, value) => change({ ...state, input: withCell(state.input, row, column, value) }) : undefined}
      onPaste={
        editable
          ? (matrix) => {
              const why = whyNot(state, { input: matrix });
              if (why === null) change(changed(state, { input: matrix }));
              return why;
            }
          : undefined
      }
    />
  );
}

export function OutputGrid({ scene, rings = [] }: GridProps) {
  const { state, pooled, cell, pointed } = scene;
  return (
    <NumberGrid
      label="Output"
      hue="output"
      values={revealed(pooled.y, state)}
      size={Math.max(useCellSize(), state.kind === "average" ? 44 : 0)}
      rings={rings}
      cursor={cell}
      look={(row, column) => (samePlace(cell, { row, column }) || isAt(pointed, "y", row, column) ? { lit: "output", strong: true } : {})}
      onAsk={scene.ask("y")}
      onPoint={scene.point("y")}
    />
  );
}

export function ErrorGrid({ scene }: GridProps) {
  const { state, change, locked, pointed, reads } = scene;
  const errors = errorsOf(state);
  return (
    <NumberGrid
      label="Error from above"
      hue="gradient"
      values={errors}
      size={useCellSize()}
      magnitude={LIMITS.value}
      look={(row, column) => {
        const strong = isAt(pointed, "dy", row, column);
        return strong || reads.dy.has(keyOf(row, column)) ? { lit: "gradient", strong } : {};
      }}
      onAsk={scene.ask("dy")}
      onPoint={scene.point("dy")}
      onEdit={
        locked.has("errors") ? undefined : ({ row, column }, value) => change({ ...state, errors: withCell(errors, row, column, value) })
      }
    />
  );
}

export function GradientGrid({ scene }: GridProps) {
  const { state, gradient, cell, pointed } = scene;
  return (
    <NumberGrid
      label="Gradient of the input"
      hue="gradient"
      values={revealed(gradient, state)}
      size={useCellSize()}
      colouring={signedRange(gradient)}
      cursor={cell}
      look={(row, column) =>
        samePlace(cell, { row, column }) || isAt(pointed, "dx", row, column) ? { lit: "gradient", strong: true } : {}
      }
      onAsk={scene.ask("dx")}
      onPoint={scene.point("dx")}
    />
  );
}
