/** One pixel of the result worked out: the pixels under the filter, the filter (which can be edited), the sum of products. */
import { useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import { Board, useCellSize } from "../../figures/conv-geometry/Board";
import { layOut } from "../../figures/describe/arithmetic";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { cellText } from "../../figures/describe/number";
import type { Place } from "../../figures/marks/grid";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import { byRow } from "../conv/grouping";
import { withCell } from "../conv/legal";
import { LIMITS } from "../conv/state";
import type { WidgetProps } from "../widget";
import styles from "./photo-filter.module.css";
import { attributesOf } from "./runner";
import type { PhotoState } from "./state";
import type { Filtered } from "./useFiltered";

/** Filters up to this size, of numbers up to so many characters, leave room for the sum beside them. */
const BESIDE = 3;
const WIDE = 760;

export interface PixelArithmeticProps extends WidgetProps<PhotoState> {
  readonly filtered: Filtered;
  readonly pixel: Place;
  /** Width that grids and sum have, px. */
  readonly width: number;
}

interface Patch {
  readonly row: number;
  readonly column: number;
  /** Pixels under the filter; null is padding. */
  readonly values: readonly (readonly (number | null)[])[];
}

/** Characters that a number may take in its cell. */
const ROOM = 6;
const written = (value: number): string => cellText(value, ROOM);

export function PixelArithmetic({ state, change, locked, mode, filtered, pixel, width }: PixelArithmeticProps) {
  const [pointed, setPointed] = useState<Place | null>(null);
  const { before, after, passes } = filtered;
  const pass = passes.at(-1);
  if (pass === undefined) return null;
  const attributes = attributesOf(pass);
  const x = { shape: [1, 1, before.rows, before.columns], data: before.data };
  const w = { shape: [1, 1, ...attributes.kernel_size], data: Float64Array.from(pass.filter.flat()) };
  const value = after.data[pixel.row * after.columns + pixel.column] ?? Number.NaN;
  const patch = patchOf(filtered, attributes, pixel);
  const place = (cell: Cell): Place => {
    const [row = 0, column = 0] = cell.index.slice(-2);
    return cell.tensor === "x" ? { row: row - patch.row, column: column - patch.column } : { row, column };
  };
  const editable = !locked.has("filter");
  const characters = Math.max(...[...patch.values, ...pass.filter, [value]].flat().map((one) => written(one ?? 0).length));
  const grids = { patch, filter: pass.filter, value, pointed, onPoint: setPointed };
  const small = mode === "lesson" && width >= WIDE && isSmall(pass.filter);
  return (
    <div className={styles["worked"]} data-small={small}>
      <div className={styles["grids"]}>
        <Board
          most={small ? 32 : undefined}
          panels={[
            {
              key: "x",
              title: "Under it",
              characters,
              hue: "input",
              rows: patch.values.length,
              columns: patch.values[0]?.length ?? 0,
              grid: <PatchGrid {...grids} />,
            },
            {
              key: "w",
              title: "Filter",
              hue: "weight",
              rows: pass.filter.length,
              columns: pass.filter[0]?.length ?? 0,
              sign: "∗",
              grid: (
                <FilterGrid
                  {...grids}
                  onEdit={
                    editable
                      ? ({ row, column }, next) => change({ ...state, filter: withCell(state.filter, row, column, next) })
                      : undefined
                  }
                  onPaste={
                    editable
                      ? (matrix) => {
                          if (Math.max(matrix.length, matrix[0]?.length ?? 0) > LIMITS.filter)
                            return `A filter can be up to ${LIMITS.filter} × ${LIMITS.filter} here.`;
                          change({ ...state, filter: matrix });
                          return null;
                        }
                      : undefined
                  }
                />
              ),
            },
            { key: "y", title: "Result", hue: "output", rows: 1, columns: 1, sign: "=", grid: <ValueGrid {...grids} /> },
          ]}
        />
      </div>
      <ArithmeticStrip
        title={`the result in row ${pixel.row}, column ${pixel.column}`}
        arithmetic={layOut(byRow(conv2d.explain({ x, w }, attributes, [0, 0, pixel.row, pixel.column]), "w", "filter row"), { value })}
        nameOf={({ tensor, index }) => `${tensor === "x" ? "pixel" : "filter"} row ${index.at(-2)}, column ${index.at(-1)}`}
        isLit={(cell) => pointed !== null && place(cell).row === pointed.row && place(cell).column === pointed.column}
        onPoint={(cell) => setPointed(cell === null ? null : place(cell))}
      />
    </div>
  );
}

function isSmall(filter: readonly (readonly number[])[]): boolean {
  const sides = Math.max(filter.length, filter[0]?.length ?? 0);
  return sides <= BESIDE && filter.flat().every((weight) => cellText(weight, ROOM).length <= BESIDE);
}

function patchOf({ before }: Filtered, attributes: ReturnType<typeof attributesOf>, pixel: Place): Patch {
  const { kernel_size, stride, padding } = attributes;
  const row = pixel.row * (stride[0] ?? 1) - (padding[0] ?? 0);
  const column = pixel.column * (stride[1] ?? 1) - (padding[1] ?? 0);
  const values = Array.from({ length: kernel_size[0] ?? 0 }, (_, u) =>
    Array.from({ length: kernel_size[1] ?? 0 }, (__, v) => {
      const [r, c] = [row + u, column + v];
      return r >= 0 && r < before.rows && c >= 0 && c < before.columns ? (before.data[r * before.columns + c] ?? null) : null;
    }),
  );
  return { row, column, values };
}

interface GridProps {
  readonly patch: Patch;
  readonly filter: readonly (readonly number[])[];
  readonly value: number;
  readonly pointed: Place | null;
  readonly onPoint: (place: Place | null) => void;
}

const isPointed = (pointed: Place | null, row: number, column: number): boolean =>
  pointed !== null && pointed.row === row && pointed.column === column;

function PatchGrid({ patch, pointed, onPoint }: GridProps) {
  return (
    <NumberGrid
      label="Pixels under the filter"
      hue="input"
      values={patch.values.map((row) => row.map((value) => value ?? 0))}
      size={useCellSize()}
      write={written}
      colouring={{ palette: "grey", low: 0, high: 255 }}
      origin={{ row: -patch.row, column: -patch.column }}
      look={(row, column) => ({
        ...(isPointed(pointed, row, column) ? { lit: "input" as const, strong: true } : {}),
        ...(patch.values[row]?.[column] === null ? { ghost: true, note: "padding" } : {}),
      })}
      onPoint={onPoint}
    />
  );
}

interface FilterGridProps extends GridProps {
  readonly onEdit: ((place: Place, value: number) => void) | undefined;
  readonly onPaste: ((matrix: readonly (readonly number[])[]) => string | null) | undefined;
}

function FilterGrid({ filter, pointed, onPoint, onEdit, onPaste }: FilterGridProps) {
  return (
    <NumberGrid
      label="Filter"
      hue="weight"
      values={filter}
      size={useCellSize()}
      write={written}
      magnitude={LIMITS.value}
      look={(row, column) => (isPointed(pointed, row, column) ? { lit: "weight", strong: true } : {})}
      onPoint={onPoint}
      onEdit={onEdit}
      onPaste={onPaste}
    />
  );
}

function ValueGrid({ value }: GridProps) {
  return <NumberGrid label="Result" hue="output" values={[[value]]} size={Math.max(56, useCellSize())} write={written} />;
}
