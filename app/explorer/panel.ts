/** One tensor as a panel of a scene. */
import { t } from "../language/words";
import { type Index, type Shape, size } from "../../engine/core/shape";
import type { Tensor } from "../../engine/core/tensor";
import type { Numbers } from "../../engine/explain/numbers";
import type { Colouring } from "../figures/marks/number-grid/cell-style";
import type { CellAt, Panel, Picture } from "../figures/scene/scene";
import { bytesOf } from "../pictures/rgba";
import { axisNames, axisPlace, hueOf, titleOf } from "./names";
import type { Overlay } from "./overlays/overlay";
import { cutOf, EMPTY_SHEET, sheetsOf } from "./sheets";
import type { Looking, View } from "./view";
import { isTurned } from "./turned";
import { isUseCount } from "./use-counts";
import { walkPlace } from "./walk";

/** Larger tensors are coloured by their numbers, too. */
const COLOURED_FROM = 145;

interface PanelOptions {
  readonly tensor: string;
  readonly at: number;
  readonly looking: Looking;
  readonly overlay: Overlay;
  /** Cells that have to be seen. */
  readonly wanted: readonly CellAt[];
  /** The cell that is explained. */
  readonly cursor: CellAt | null;
}

export function panelOf(numbers: Numbers, view: View, options: PanelOptions): Panel {
  const { tensor, looking, overlay, wanted, cursor } = options;
  const values = numbers.peek(tensor);
  const indices = wanted.filter((cell) => cell.tensor === tensor).map(({ index }) => index);
  const picture = pictureOf(view, tensor, values, { indices, cursor });
  return {
    key: tensor,
    title: view.titles?.[tensor] ?? titleOf(numbers, tensor),
    hue: hueOf(numbers, tensor, view.of),
    sign: overlay.signs?.get(tensor) ?? signOf(tensor, view),
    from: view.from?.[tensor],
    editable: looking.editable.has(tensor),
    meant: looking.meant.has(tensor),
    picture,
    ...(picture === undefined ? inNumbers(numbers, view, options, indices) : inColours(tensor)),
  };
}

type Drawn = Pick<Panel, "size" | "sheets" | "frame" | "colouring" | "range" | "note">;

function inNumbers(
  numbers: Numbers,
  view: View,
  { tensor, at, looking, overlay }: PanelOptions,
  indices: readonly Index[],
): Drawn {
  const shape = numbers.shape(tensor);
  const values = numbers.peek(tensor);
  const cut = cutOf(shape, indices, view.channels !== undefined);
  const walked = tensor === view.of && looking.asked === null && !view.all;
  const names = axisNames(numbers, tensor, shape.length);
  const hidden = cut.all - cut.prefixes.length;
  const range = view.coloured?.[tensor] ?? rangeOf(tensor, values);
  return {
    size: view.channels === undefined ? sizeText(shape, names) : "",
    sheets: sheetsOf(tensor, values, shape, cut, {
      titleOf: (prefix) => prefixTitle(shape, names, prefix),
      shown: (index) => !walked || walkPlace(numbers, view, index) <= at,
      turned: isTurned(view, tensor),
      rowNames: rowNamesOf(shape, names, view.channels),
    }),
    frame: overlay.padded?.get(tensor) ?? null,
    colouring: range === undefined || !isColoured(view, tensor, values) ? null : range,
    range,
    note: hidden === 0 ? "" : t("{hidden} more are not drawn.", { hidden }),
  };
}

/** A picture has one sheet, which holds no numbers to write. */
function inColours(tensor: string): Drawn {
  const sheet = { ...EMPTY_SHEET, key: tensor, tensor, prefix: [0] };
  return { size: "", sheets: [sheet], frame: null, colouring: null, range: undefined, note: "" };
}

/** Three channels as a colour picture, where the view asks for one. */
function pictureOf(
  { pictures = [] }: View,
  tensor: string,
  values: Tensor | null,
  { indices, cursor }: { readonly indices: readonly Index[]; readonly cursor: CellAt | null },
): Picture | undefined {
  if (values === null || !pictures.includes(tensor)) return undefined;
  const [, , row, column] = indices[0] ?? [];
  return {
    bytes: bytes(values),
    side: values.shape[3] ?? 0,
    channel: cursor?.tensor === tensor ? (cursor.index[1] ?? 0) : 0,
    at: row === undefined || column === undefined ? null : { row, column },
  };
}

/** The same bytes for the same numbers, so that a step paints nothing. */
const painted = new WeakMap<Tensor, Picture["bytes"]>();

function bytes(values: Tensor): Picture["bytes"] {
  const known = painted.get(values) ?? bytesOf(values);
  painted.set(values, known);
  return known;
}

/** Filters of one pixel are a matrix: its rows are the output's channels. */
function rowNamesOf(
  shape: Shape,
  [first, , ...rest]: readonly string[],
  channels: View["channels"],
): readonly string[] | undefined {
  const isMatrix = first === "filter" && rest.length === 2 && shape[2] === 1 && shape[3] === 1;
  return isMatrix ? channels?.map((name) => `${name} =`) : undefined;
}

function signOf(tensor: string, view: View): string {
  if (tensor !== view.of) return "";
  if (view.pictures?.includes(tensor) === true) return "→";
  return tensor.endsWith(".y") ? "=" : "→";
}

/** "6 × 6", "3 × 28 × 28": without a batch of one. */
function sizeText(shape: Shape, names: readonly string[]): string {
  const told = shape.filter(
    (extent, axis) => extent > 1 || names[axis] === "row" || names[axis] === "column",
  );
  return (told.length === 0 ? [1] : told).join(" × ");
}

function prefixTitle(shape: Shape, names: readonly string[], prefix: Index): string {
  return prefix
    .flatMap((at, axis) => ((shape[axis] ?? 1) > 1 ? [axisPlace(names[axis] ?? "axis", at)] : []))
    .join(", ");
}

function isColoured(view: View, tensor: string, values: Tensor | null): boolean {
  const gradient = tensor === view.of && !tensor.endsWith(".y");
  const asked = Object.hasOwn(view.coloured ?? {}, tensor) || isUseCount(tensor);
  return gradient || asked || size(values?.shape ?? []) >= COLOURED_FROM;
}

function rangeOf(tensor: string, values: Tensor | null): Colouring | undefined {
  if (values === null) return undefined;
  let [low, high] = [0, 1e-9];
  for (const value of values.data) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (isUseCount(tensor)) return { palette: "sequential", low: 0, high: Math.max(1, high) };
  if (tensor === "input" && low === 0) return { palette: "grey", low: 0, high };
  const most = Math.max(-low, high);
  return { palette: "diverging", low: -most, high: most };
}
