/** Padded grids and size formulas of the sliding figures in their states. */
import { useState } from "react";
import { plane } from "../../../engine/core/window";
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
  const sliding = plane("gallery", [1, 1, rows, columns], {
    kernel_size: kernel,
    stride: [stride, stride],
    padding,
  });
  const rings = ringsOf(measure, sliding);
  const values = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => value(row, column)),
  );
  return (
    <>
      <PaddedGrid
        label="Input"
        hue="input"
        values={values}
        padding={0}
        sliding={sliding}
        rings={rings.x}
        size={28}
      />
      <SizeFormulas sliding={sliding} measure={measure} onMeasure={setMeasure} />
    </>
  );
}

export const gallery = {
  title: "Sliding windows",
  states: [
    {
      name: "the lecture's sizes",
      node: <BoardState rows={6} columns={6} kernel={[3, 3]} stride={2} padding={[1, 1, 1, 1]} />,
    },
    { name: "one cell", node: <BoardState rows={1} columns={1} kernel={[1, 1]} /> },
    {
      name: "rectangular, uneven padding",
      node: <BoardState rows={5} columns={8} kernel={[2, 4]} padding={[0, 1, 2, 3]} />,
    },
    {
      name: "huge: 16 by 16 with padding 6",
      node: <BoardState rows={16} columns={16} kernel={[7, 7]} padding={[6, 6, 6, 6]} />,
    },
    {
      name: "not a number",
      node: <BoardState rows={3} columns={3} kernel={[2, 2]} value={() => Number.NaN} />,
    },
    {
      name: "negative",
      node: (
        <BoardState rows={4} columns={4} kernel={[2, 2]} value={(row, column) => -row - column} />
      ),
    },
  ],
};
