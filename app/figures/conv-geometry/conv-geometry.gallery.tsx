/** The board, padded grids and size formulas of the sliding figures in their states. */
import { useState } from "react";
import { plane } from "../../../engine/core/window";
import { NumberGrid } from "../marks/number-grid/NumberGrid";
import { Board, useCellSize } from "./Board";
import { padded } from "./geometry";
import type { Measure } from "./measure";
import { ringsOf } from "./measure";
import { PaddedGrid } from "./PaddedGrid";
import { SizeFormulas } from "./SizeFormulas";

interface BoardStateProps {
  readonly rows: number;
  readonly columns: number;
  readonly kernel: readonly [number, number];
  readonly stride?: number;
  readonly padding?: readonly number[];
  readonly value?: (row: number, column: number) => number;
}

function BoardState({
  rows,
  columns,
  kernel,
  stride = 1,
  padding = [0, 0, 0, 0],
  value = (row, column) => (3 * row + column) % 10,
}: BoardStateProps) {
  const [measure, setMeasure] = useState<Measure | null>(null);
  const sliding = plane("gallery", [1, 1, rows, columns], { kernel_size: kernel, stride: [stride, stride], padding });
  const rings = ringsOf(measure, sliding);
  const matrix = (height: number, width: number) =>
    Array.from({ length: height }, (_, row) => Array.from({ length: width }, (__, column) => value(row, column)));
  return (
    <>
      <Board
        panels={[
          {
            key: "x",
            title: "Input",
            hue: "input",
            rows,
            columns,
            drawn: padded(sliding.columns),
            grid: <Padded values={matrix(rows, columns)} sliding={sliding} rings={rings.x} />,
          },
          {
            key: "w",
            title: "Filter",
            hue: "weight",
            rows: kernel[0],
            columns: kernel[1],
            sign: "∗",
            grid: <Plain label="Filter" values={matrix(...kernel)} />,
          },
          {
            key: "y",
            title: "Output",
            hue: "output",
            rows: sliding.rows.count,
            columns: sliding.columns.count,
            sign: "=",
            grid: <Plain label="Output" values={matrix(sliding.rows.count, sliding.columns.count)} />,
          },
        ]}
        routes={[{ from: { panel: "x", row: 0, column: 0 }, to: { panel: "y", row: 0, column: 0 }, main: true }]}
      />
      <SizeFormulas sliding={sliding} measure={measure} onMeasure={setMeasure} />
    </>
  );
}

function Padded(props: Pick<Parameters<typeof PaddedGrid>[0], "values" | "sliding" | "rings">) {
  return <PaddedGrid {...props} label="Input" hue="input" padding={0} size={useCellSize()} />;
}

function Plain({ label, values }: { readonly label: string; readonly values: readonly (readonly number[])[] }) {
  return <NumberGrid label={label} hue="output" values={values} size={useCellSize()} />;
}

export const gallery = {
  title: "Sliding windows",
  states: [
    { name: "the lecture's sizes", node: <BoardState rows={6} columns={6} kernel={[3, 3]} stride={2} padding={[1, 1, 1, 1]} /> },
    { name: "one cell", node: <BoardState rows={1} columns={1} kernel={[1, 1]} /> },
    { name: "rectangular, uneven padding", node: <BoardState rows={5} columns={8} kernel={[2, 4]} padding={[0, 1, 2, 3]} /> },
    { name: "huge: 16 by 16 with padding 6", node: <BoardState rows={16} columns={16} kernel={[7, 7]} padding={[6, 6, 6, 6]} /> },
    { name: "not a number", node: <BoardState rows={3} columns={3} kernel={[2, 2]} value={() => Number.NaN} /> },
    { name: "negative", node: <BoardState rows={4} columns={4} kernel={[2, 2]} value={(row, column) => -row - column} /> },
  ],
};
