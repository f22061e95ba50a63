/** The numbers of the input that lie under the filter, as a panel of their own. */
import { t } from "../../language/words";
import type { Panel, Sheet, Volumes } from "../scene/scene";

/** Padding under the filter is a ghost of 0; before the first step the cells are empty. */
export function underFilter({ input, extents, window }: Volumes): Panel {
  const sliding = input.frame?.sliding;
  const top = (window?.row ?? 0) - (sliding?.rows.before ?? 0);
  const left = (window?.column ?? 0) - (sliding?.columns.before ?? 0);
  const cut = (sheet: Sheet): Sheet => {
    const rows = range(top, extents.kernel, sheet.values.length);
    const columns = range(left, extents.kernel, sheet.values[0]?.length ?? 0);
    return {
      ...sheet,
      key: `${sheet.key}:under`,
      first: { row: rows.start, column: columns.start },
      values: Array.from({ length: rows.count }, (_, row) =>
        Array.from({ length: columns.count }, (__, column) =>
          window === null ? null : (sheet.values[row + rows.start]?.[column + columns.start] ?? 0),
        ),
      ),
    };
  };
  return {
    ...input,
    title: t("Under the filter"),
    editable: input.editable && window !== null,
    from: [
      range(top, extents.kernel, extents.rows).start,
      range(left, extents.kernel, extents.columns).start,
    ],
    frame: frameOf(input, extents.kernel, { top, left }),
    sheets: input.sheets.map(cut),
  };
}

interface Range {
  readonly start: number;
  readonly count: number;
}

/** The part of `count` places from `from` on that lies inside `size`. */
function range(from: number, count: number, size: number): Range {
  const start = Math.max(0, Math.min(from, size));
  return { start, count: Math.max(0, Math.min(size, from + count) - start) };
}

/** What of the window lies in the padding is drawn round the rest. */
function frameOf(
  { frame, sheets }: Panel,
  kernel: number,
  { top, left }: { readonly top: number; readonly left: number },
): Panel["frame"] {
  if (frame === null) return null;
  const [height, width] = [sheets[0]?.values.length ?? 0, sheets[0]?.values[0]?.length ?? 0];
  const along = (from: number, size: number) => {
    const { start, count } = range(from, kernel, size);
    return { before: start - from, after: kernel - count - (start - from), size: count };
  };
  const { rows, columns } = frame.sliding;
  const still = { stride: 1, kernel: 1, dilation: 1, count: kernel };
  return {
    padding: 0,
    sliding: {
      rows: { ...rows, ...still, ...along(top, height) },
      columns: { ...columns, ...still, ...along(left, width) },
    },
  };
}
