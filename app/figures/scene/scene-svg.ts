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
import { cellKey, indexIn, sameCell, type Scene } from "./scene";

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
    ...sheets.flatMap((sheet) => sheetNodes(scene, layout, placed, sheet, scheme)),
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

function sheetNodes(
  scene: Scene,
  { room }: Layout,
  { panel }: PlacedPanel,
  placed: PlacedSheet,
  scheme: Scheme,
): SvgNode[] {
  const { sheet, x, y, cell, digits, width, height } = placed;
  const sliding = panel.frame?.sliding;
  const [top, left] = [sliding?.rows.before ?? 0, sliding?.columns.before ?? 0];
  const step = cell + room.line;
  const [x0, y0] = [x + MARGIN + BORDER + room.line, y + MARGIN + BORDER + room.line];
  const colour = roleColour(panel.hue);
  const cells = sheet.values.flatMap((row, i) =>
    row.flatMap((value, j): SvgNode[] => {
      const at = { tensor: sheet.tensor, index: indexIn(sheet, i, j) };
      const cellStyle = scene.cellStyles.get(cellKey(at.tensor, at.index));
      const fill = fillOf(
        value,
        panel.colouring ?? (digits === null ? panel.range : undefined),
        scheme,
      );
      const lit = cellStyle?.lit === undefined ? "var(--line)" : roleColour(cellStyle.lit);
      const strong = cellStyle?.strong === true || sameCell(scene.cursor, at);
      const [cx, cy] = [x0 + (left + j) * step, y0 + (top + i) * step];
      const box = node("rect", {
        x: cx,
        y: cy,
        width: cell,
        height: cell,
        fill: fill?.fill ?? "var(--surface-raised)",
        stroke: lit,
        "stroke-width": cellStyle?.lit === undefined ? room.line : strong ? 3 : 1.5,
      });
      if (value === null || digits === null) return [box];
      const written = textOf(value, digits.room, undefined);
      const ink = fill?.label ?? "var(--ink)";
      const at0 = { x: cx + cell / 2, y: cy + cell / 2 + digits.font * 0.35 };
      return [box, label(written, at0.x, at0.y, digits.font, ink, "middle", MONO)];
    }),
  );
  const frames = frameNodes(scene, sheet.key, { x: x0, y: y0, step, line: room.line });
  const border = {
    x: x + MARGIN,
    y: y + MARGIN,
    width: width - 2 * MARGIN,
    height: height - 2 * MARGIN,
    fill: "none",
    stroke: colour,
    "stroke-width": BORDER,
  };
  const name =
    sheet.title === ""
      ? []
      : [label(sheet.title, x + MARGIN, y, room.text, "var(--ink-soft)", "start")];
  return [...name, ...cells, node("rect", border), ...frames];
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
