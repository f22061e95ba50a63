/** The grids of the backward view. */
import { useCellSize } from "../../figures/conv-geometry/Board";
import { PaddedGrid } from "../../figures/conv-geometry/PaddedGrid";
import { samePlace } from "../../figures/marks/grid";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import type { CellLook } from "../../figures/marks/number-grid/looks";
import type { BackScene } from "./back-scene";
import { pasteErrors, pasteMatrix, setNumber } from "./editing";
import { cellsIn, isAt, keyOf } from "./pointing";
import { revealed, signedRange } from "./scene";
import { errorsOf, LIMITS } from "./state";

interface PanelProps {
  readonly scene: BackScene;
}

export const TITLES = { w: "Gradient ∂L/∂w", x: "Gradient ∂L/∂x", b: "Gradient ∂L/∂b" } as const;

/** Lights what the current gradient number reads of one tensor. */
function reads(
  { expression, pointed }: BackScene,
  tensor: string,
  lit: "input" | "weight" | "gradient",
): (row: number, column: number) => CellLook {
  const read = cellsIn(expression, tensor);
  return (row, column) => {
    const strong = isAt(pointed, tensor, row, column);
    return strong || read.has(keyOf(row, column)) ? { lit, strong } : {};
  };
}

export function ErrorPanel({ scene }: PanelProps) {
  const { state, change, locked } = scene;
  const editable = !locked.has("errors");
  return (
    <NumberGrid
      label="Error from above"
      hue="gradient"
      values={errorsOf(state)}
      size={useCellSize()}
      magnitude={LIMITS.value}
      look={reads(scene, "dy", "gradient")}
      onPoint={scene.point("dy")}
      onAsk={scene.pick?.("dy")}
      onEdit={editable ? (place, value) => setNumber(state, change, "errors", place, value) : undefined}
      onPaste={editable ? (matrix) => pasteErrors(state, change, matrix) : undefined}
    />
  );
}

export function SourceWeights({ scene }: PanelProps) {
  const { state, change, locked } = scene;
  const editable = !locked.has("filter");
  return (
    <NumberGrid
      label="Filter"
      hue="weight"
      values={state.filter}
      size={useCellSize()}
      magnitude={LIMITS.value}
      look={reads(scene, "w", "weight")}
      onPoint={scene.point("w")}
      onAsk={scene.pick?.("w")}
      onEdit={editable ? (place, value) => setNumber(state, change, "filter", place, value) : undefined}
      onPaste={editable ? (matrix) => pasteMatrix(state, change, "filter", matrix) : undefined}
    />
  );
}

export function SourceInput({ scene }: PanelProps) {
  const { state, change, locked, rows, columns } = scene;
  const editable = !locked.has("input");
  const look = reads(scene, "x", "input");
  return (
    <PaddedGrid
      label="Input"
      hue="input"
      values={state.input}
      padding={0}
      sliding={{ rows, columns }}
      size={useCellSize()}
      magnitude={LIMITS.value}
      look={(row, column) => look(row - rows.before, column - columns.before)}
      onPoint={scene.point("x")}
      onAsk={scene.pick?.("x")}
      onEdit={editable ? (place, value) => setNumber(state, change, "input", place, value) : undefined}
      onPaste={editable ? (matrix) => pasteMatrix(state, change, "input", matrix) : undefined}
    />
  );
}

export function GradientPanel({ scene }: PanelProps) {
  const { state, result, cell } = scene;
  const name = `d${state.of}`;
  return (
    <NumberGrid
      label={TITLES[state.of]}
      hue="gradient"
      values={revealed(result, state)}
      size={useCellSize()}
      colouring={signedRange(result)}
      cursor={cell}
      look={(row, column) =>
        samePlace(cell, { row, column }) || isAt(scene.pointed, name, row, column) ? { lit: "gradient", strong: true } : {}
      }
      onPoint={scene.point(name)}
      onAsk={scene.pick?.(name) ?? scene.goTo}
    />
  );
}
