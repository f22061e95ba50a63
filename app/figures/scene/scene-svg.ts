/**
 * A scene as an SVG: the same places as on the page, in a room of its own, so that paper does
 * not depend on the window. Colours are the theme's variables.
 */
import { labelText } from "../describe/label";
import { t } from "../../language/words";
import type { Role } from "../../../engine/core/expression";
import type { Sliding } from "../conv-geometry/geometry";
import { sizeFormula } from "../conv-geometry/size-formula";
import { layOut, lineText } from "../describe/arithmetic";
import { formulaText } from "../describe/formula";
import { fillOf } from "../marks/number-grid/cell-style";
import { textOf } from "../marks/number-grid/fit";
import { node, type SvgNode } from "../svg/tree";
import type { Scheme } from "../../theme/scheme";
import { arrowPath } from "./arrow";
import { layOutScene, type Layout, type PlacedPanel, type PlacedSheet } from "./layout";
import { BORDER, lineHeight, MARGIN, type Room, wrapped } from "./room";
import { cellKey, indexIn, type Panel, sameCell, type Scene } from "./scene";

const SANS = "var(--sans)";
const MONO = "var(--mono)";

export function sceneSvg(
  scene: Scene,
  room: Room,
  title: string,
  scheme: Scheme = "light",
): SvgNode {
  const layout = layOutScene(scene, room);
  const words = wordNodes(scene, room, layout.height + lineHeight(room.text));
  const height = layout.height + lineHeight(room.text) + words.height;
  return node(
    "svg",
    { width: room.width, height, viewBox: `0 0 ${room.width} ${height}`, role: "img" },
    [
      node("title", {}, [title]),
      node("rect", { width: room.width, height, fill: "var(--surface)" }),
      ...layout.panels.flatMap((placed) => panelNodes(scene, layout, placed, scheme)),
      ...scene.arrows.map((arrow) =>
        node("path", {
          d: arrowPath(layout, arrow),
          fill: "none",
          stroke: arrow.main ? "var(--ink)" : "var(--ink-soft)",
          "stroke-width": arrow.main ? 3 : 1.5,
        }),
      ),
      ...words.nodes,
    ],
  );
}

function roleColour(role: Role): string {
  return role === "constant" ? "var(--ink-soft)" : `var(--role-${role})`;
}

function panelNodes(scene: Scene, layout: Layout, placed: PlacedPanel, scheme: Scheme): SvgNode[] {
  const { panel, x, y, title, sheets, sign } = placed;
  const { text } = layout.room;
  const line = (at: number): number => y + at * lineHeight(text) + text;
  return [
    ...title.map((words, at) =>
      label(words, x + MARGIN, line(at), text, roleColour(panel.hue), "start"),
    ),
    ...(sign === null ? [] : [label(sign.text, sign.x, sign.y, text, "var(--ink-soft)", "middle")]),
    ...sheets.flatMap((sheet) =>
      sheetNodes({ scene, room: layout.room, panel, placed: sheet, scheme }),
    ),
  ];
}

/** The frames on a sheet whose first cell stands at x, y; all in px. */
function frameNodes(
  { frames }: Scene,
  sheet: string,
  { x, y, step, line }: Readonly<Record<"x" | "y" | "step" | "line", number>>,
): SvgNode[] {
  return frames
    .filter((frame) => frame.sheet === sheet)
    .map((frame) =>
      node("rect", {
        x: x + frame.column * step - line,
        y: y + frame.row * step - line,
        width: frame.columns * step + line,
        height: frame.rows * step + line,
        fill: "none",
        stroke: roleColour(frame.hue),
        "stroke-width": 3,
      }),
    );
}

/** A sheet at its place, and what its cells look like. */
interface Drawn {
  readonly scene: Scene;
  readonly room: Room;
  readonly panel: Panel;
  readonly placed: PlacedSheet;
  readonly scheme: Scheme;
}

function sheetNodes(drawn: Drawn): SvgNode[] {
  const { scene, room, panel, placed } = drawn;
  const { sheet, x, y, cell, width, height } = placed;
  const { rows, columns } = panel.frame?.sliding ?? {};
  const step = cell + room.line;
  const [x0, y0] = [x + MARGIN + BORDER + room.line, y + MARGIN + BORDER + room.line];
  const cells = sheet.values.flatMap((row, i) =>
    row.flatMap((value, j) =>
      cellNodes(drawn, value, [i, j], {
        x: x0 + ((columns?.before ?? 0) + j) * step,
        y: y0 + ((rows?.before ?? 0) + i) * step,
      }),
    ),
  );
  const frames = frameNodes(scene, sheet.key, { x: x0, y: y0, step, line: room.line });
  const border = {
    x: x + MARGIN,
    y: y + MARGIN,
    width: width - 2 * MARGIN,
    height: height - 2 * MARGIN,
    fill: "none",
    stroke: roleColour(panel.hue),
    "stroke-width": BORDER,
  };
  const name =
    sheet.title === ""
      ? []
      : [label(sheet.title, x + MARGIN, y, room.text, "var(--ink-soft)", "start")];
  return [...name, ...cells, node("rect", border), ...frames];
}

/** One cell with its left top corner at x, y: its box and its number. */
function cellNodes(
  { scene, room, panel, placed: { sheet, cell, digits }, scheme }: Drawn,
  value: number | null,
  [row, column]: readonly [number, number],
  { x, y }: Readonly<Record<"x" | "y", number>>,
): SvgNode[] {
  const at = { tensor: sheet.tensor, index: indexIn(sheet, row, column) };
  const { lit, strong } = scene.cellStyles.get(cellKey(at.tensor, at.index)) ?? {};
  const colouring = panel.colouring ?? (digits === null ? panel.range : undefined);
  const fill = fillOf(value, colouring, scheme);
  const wide = strong === true || sameCell(scene.cursor, at) ? 3 : 1.5;
  const box = node("rect", {
    x,
    y,
    width: cell,
    height: cell,
    fill: fill?.fill ?? "var(--surface-raised)",
    stroke: lit === undefined ? "var(--line)" : roleColour(lit),
    "stroke-width": lit === undefined ? room.line : wide,
  });
  if (value === null || digits === null) return [box];
  const written = textOf(value, digits.room, undefined);
  const ink = fill?.label ?? "var(--ink)";
  const [middle, base] = [x + cell / 2, y + cell / 2 + digits.font * 0.35];
  return [box, label(written, middle, base, digits.font, ink, "middle", MONO)];
}

/** Notes, the arithmetic and the remarks, under the grids. */
function wordNodes(
  { sliding, notes, worked, remarks, asked }: Scene,
  room: Room,
  top: number,
): { readonly nodes: SvgNode[]; readonly height: number } {
  const lines = [
    ...(sliding === null ? [] : formulaLines(sliding)),
    ...notes,
    ...(worked === null
      ? []
      : layOut(worked.expression, { value: worked.value, role: worked.role }).lines.map((line) =>
          line.label === "" ? lineText(line) : `${labelText(line.label)}: ${lineText(line)}`,
        )),
    ...remarks,
    ...(asked === null ? [] : [asked.words]),
  ].flatMap((line) => wrapped(line, room.width - 2 * MARGIN, room.text * 1.12));
  const nodes = lines.map((line, at) =>
    label(line, MARGIN, top + at * lineHeight(room.text), room.text, "var(--ink)", "start"),
  );
  return { nodes, height: lines.length * lineHeight(room.text) };
}

function formulaLines({ rows, columns }: Sliding): string[] {
  const [down = "", across = ""] = [rows, columns].map((axis) => formulaText(sizeFormula(axis)));
  return down === across
    ? [t("Output size: {across}", { across })]
    : [t("Output height: {down}", { down }), t("Output width: {across}", { across })];
}

function label(
  text: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  anchor: "start" | "middle",
  family = SANS,
): SvgNode {
  return node(
    "text",
    { x, y, fill, "font-size": size, "font-family": family, "text-anchor": anchor },
    [text],
  );
}
