/** NumberGrid in its states. */
import { useState } from "react";
import type { Place } from "../grid";
import { NumberGrid } from "./NumberGrid";

const LECTURE = [
  [4, 9, 2, 5, 8, 3],
  [5, 6, 2, 4, 0, 3],
  [2, 4, 5, 4, 5, 2],
  [5, 6, 5, 4, 7, 8],
  [5, 7, 7, 9, 2, 1],
  [5, 8, 5, 3, 8, 4],
];
const wave = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) =>
      Math.round(9 * Math.sin(row / 3) * Math.cos(column / 4)),
    ),
  );

function Editable() {
  const [values, setValues] = useState<readonly (readonly number[])[]>(LECTURE);
  const [cursor, setCursor] = useState<Place>({ row: 1, column: 2 });
  const set = ({ row, column }: Place, value: number): void =>
    setValues((now) =>
      now.map((line, at) =>
        at === row ? line.map((old, to) => (to === column ? value : old)) : line,
      ),
    );
  return (
    <NumberGrid
      label="Input"
      hue="input"
      values={values}
      size={44}
      cursor={cursor}
      onCursor={setCursor}
      onEdit={set}
      onPaste={(matrix) => setValues(matrix)}
      rings={[{ row: 1, column: 1, rows: 3, columns: 3, hue: "weight" }]}
      cellStyle={(row, column) =>
        row >= 1 && row < 4 && column >= 1 && column < 4 ? { lit: "input", second: "×−1" } : {}
      }
    />
  );
}

function Large() {
  const [values, setValues] = useState<readonly (readonly number[])[]>(wave(32, 32));
  const set = ({ row, column }: Place, value: number): void =>
    setValues((now) =>
      now.map((line, at) =>
        at === row ? line.map((old, to) => (to === column ? value : old)) : line,
      ),
    );
  return (
    <NumberGrid
      label="Large"
      hue="input"
      values={values}
      size={14}
      onEdit={set}
      colouring={{ palette: "diverging", low: -9, high: 9 }}
    />
  );
}

export const gallery = {
  title: "Number grid",
  states: [
    { name: "editable, with window", node: <Editable /> },
    { name: "empty", node: <NumberGrid label="Nothing" hue="input" values={[]} size={40} /> },
    { name: "one cell", node: <NumberGrid label="Bias" hue="bias" values={[[2]]} size={44} /> },
    {
      name: "not a number",
      node: (
        <NumberGrid
          label="Broken"
          hue="output"
          values={[[Number.NaN, Number.POSITIVE_INFINITY, 1]]}
          size={52}
        />
      ),
    },
    {
      name: "huge and tiny",
      node: (
        <NumberGrid
          label="Sizes"
          hue="gradient"
          values={[[1.5e12, -3.2e-7, 123456, 0.0625]]}
          size={64}
        />
      ),
    },
    {
      name: "negative, signed colour",
      node: (
        <NumberGrid
          label="Result"
          hue="output"
          values={wave(4, 6)}
          size={44}
          colouring={{ palette: "diverging", low: -9, high: 9 }}
        />
      ),
    },
    {
      name: "padding, dropped, not computed",
      node: (
        <NumberGrid
          label="States of a cell"
          hue="input"
          values={[
            [0, 0, 0, 0],
            [0, 4, 9, 2],
            [0, 5, null, null],
          ]}
          size={44}
          cellStyle={(row, column) =>
            row === 0 || column === 0 ? { ghost: true } : column === 3 ? { dropped: true } : {}
          }
        />
      ),
    },
    {
      name: "32 by 32",
      node: <Large />,
    },
  ],
};
