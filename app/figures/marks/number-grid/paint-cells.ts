/** Draws the cells of a large grid on a canvas: numbers, fills, rings, padding, hatching. */
import type { Role } from "../../../../engine/core/expression";
import type { Scheme } from "../../../theme/scheme";
import { textOf } from "./fit";
import { type CellStyle, type Colouring, fillOf, PLAIN } from "./cell-style";

export interface CellsPicture {
  readonly values: readonly (readonly (number | null)[])[];
  readonly cellStyle: ((row: number, column: number) => CellStyle) | undefined;
  readonly colouring: Colouring | undefined;
  /** Side of a cell and of the line between two, px. */
  readonly size: number;
  readonly line: number;
  readonly digits: { readonly room: number; readonly font: number } | null;
  /** What a cell without a number shows. */
  readonly blank: string;
  readonly scheme: Scheme;
}

export interface Paints {
  readonly raised: string;
  readonly surface: string;
  readonly line: string;
  readonly ink: string;
  readonly soft: string;
  readonly mono: string;
  readonly roles: Readonly<Record<Role, string>>;
}

/** The theme's colours, as the page resolves them. */
export function paintsOf(element: Element): Paints {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    raised: read("--surface-raised"),
    surface: read("--surface"),
    line: read("--line"),
    ink: read("--ink"),
    soft: read("--ink-soft"),
    mono: read("--mono"),
    roles: {
      input: read("--role-input"),
      weight: read("--role-weight"),
      bias: read("--role-bias"),
      output: read("--role-output"),
      gradient: read("--role-gradient"),
      constant: read("--ink-soft"),
    },
  };
}

export function paintCells(
  context: CanvasRenderingContext2D,
  picture: CellsPicture,
  paints: Paints,
): void {
  const { values, size, line, digits, cellStyle } = picture;
  const step = size + line;
  const width = (values[0]?.length ?? 0) * step + line;
  context.clearRect(0, 0, width, values.length * step + line);
  context.fillStyle = size < 8 ? paints.raised : paints.line;
  context.fillRect(0, 0, width, values.length * step + line);
  context.textAlign = "center";
  context.textBaseline = "middle";
  if (digits !== null) context.font = `${digits.font}px ${paints.mono}`;
  for (const [row, cells] of values.entries())
    for (const [column, value] of cells.entries())
      paintCell(context, picture, paints, {
        value,
        cellStyle: cellStyle?.(row, column) ?? PLAIN,
        x: line + column * step,
        y: line + row * step,
      });
}

interface PaintedCell {
  readonly value: number | null;
  readonly cellStyle: CellStyle;
  readonly x: number;
  readonly y: number;
}

function paintCell(
  context: CanvasRenderingContext2D,
  { size, digits, colouring, blank, scheme }: CellsPicture,
  paints: Paints,
  { value, cellStyle, x, y }: PaintedCell,
): void {
  const colours = fillOf(value, colouring, scheme);
  const lit = cellStyle.lit === undefined ? null : paints.roles[cellStyle.lit];
  context.fillStyle = colours?.fill ?? (cellStyle.ghost === true ? paints.surface : paints.raised);
  context.fillRect(x, y, size, size);
  if (lit !== null && colours === null) {
    context.globalAlpha = 0.16;
    context.fillStyle = lit;
    context.fillRect(x, y, size, size);
    context.globalAlpha = 1;
  }
  if (cellStyle.dropped === true) hatch(context, x, y, size, paints.soft);
  if (cellStyle.ghost === true) {
    context.setLineDash([3, 2]);
    outline(context, x, y, size, 1, paints.soft);
    context.setLineDash([]);
  }
  if (lit !== null) outline(context, x, y, size, cellStyle.strong === true ? 4 : 2, lit);
  if (digits === null) return;
  context.fillStyle = colours?.label ?? (cellStyle.ghost === true ? paints.soft : paints.ink);
  const text = value === null ? blank : textOf(value, digits.room, undefined);
  context.fillText(text, x + size / 2, y + size / 2 + 1);
}

function outline(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  width: number,
  colour: string,
): void {
  const stroke = Math.min(width, size / 3);
  context.strokeStyle = colour;
  context.lineWidth = stroke;
  context.strokeRect(x + stroke / 2, y + stroke / 2, size - stroke, size - stroke);
}

function hatch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, size, size);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let at = -size; at < size; at += 7) {
    context.moveTo(x + at, y + size);
    context.lineTo(x + at + size, y);
  }
  context.stroke();
  context.restore();
}
