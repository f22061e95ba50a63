/** HeatMap in its states. */
import { useState } from "react";
import type { Place } from "../grid";
import { HeatMap } from "./HeatMap";

const wave = Float32Array.from(
  { length: 24 * 32 },
  (_, at) => Math.sin(at / 32 / 3) * Math.cos((at % 32) / 4),
);

function Live() {
  const [cursor, setCursor] = useState<Place>({ row: 4, column: 5 });
  return (
    <HeatMap
      label="Wave"
      rows={24}
      columns={32}
      data={wave}
      colouring={{ palette: "diverging", low: -1, high: 1 }}
      width={320}
      cursor={cursor}
      onCursor={setCursor}
      rings={[
        { row: cursor.row - 1, column: cursor.column - 1, rows: 3, columns: 3, hue: "weight" },
      ]}
    />
  );
}

export const gallery = {
  title: "Heat map",
  states: [
    { name: "signed, with cursor", node: <Live /> },
    {
      name: "zoomed",
      node: (
        <HeatMap
          label="Wave"
          rows={24}
          columns={32}
          data={wave}
          colouring={{ palette: "diverging", low: -1, high: 1 }}
          width={200}
          zoom={{ row: 4, column: 4, rows: 6, columns: 8 }}
        />
      ),
    },
    {
      name: "empty",
      node: (
        <HeatMap
          label="Nothing"
          rows={0}
          columns={0}
          data={[]}
          colouring={{ palette: "grey", low: 0, high: 255 }}
          width={100}
        />
      ),
    },
    {
      name: "one cell",
      node: (
        <HeatMap
          label="One"
          rows={1}
          columns={1}
          data={[128]}
          colouring={{ palette: "grey", low: 0, high: 255 }}
          width={60}
        />
      ),
    },
    {
      name: "not a number",
      node: (
        <HeatMap
          label="Broken"
          rows={2}
          columns={3}
          data={[1, Number.NaN, 0, -1, Number.NaN, Number.POSITIVE_INFINITY]}
          colouring={{ palette: "diverging", low: -1, high: 1 }}
          width={120}
        />
      ),
    },
    {
      name: "huge",
      node: (
        <HeatMap
          label="Huge"
          rows={1}
          columns={4}
          data={[-1e12, 0, 5e11, 1e12]}
          colouring={{ palette: "diverging", low: 0, high: 1e12 }}
          width={160}
        />
      ),
    },
    {
      name: "negative only",
      node: (
        <HeatMap
          label="Minus"
          rows={1}
          columns={4}
          data={[-1, -2, -3, -4]}
          colouring={{ palette: "diverging", low: 0, high: 4 }}
          width={160}
        />
      ),
    },
  ],
};
