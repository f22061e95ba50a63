import { CellEditor } from "./CellEditor";
import { type GridRing, Ring } from "./Ring";
import type { useGrid } from "./useGrid";

interface GridOverProps {
  readonly grid: ReturnType<typeof useGrid>;
  readonly rings: readonly GridRing[];
  readonly label: string;
}

/** What lies over the cells of a grid: rings, and the field of a cell that is being edited. */
export function GridOver({ grid, rings, label }: GridOverProps) {
  return (
    <>
      {rings.map((ring, at) => (
        <Ring key={at} {...ring} />
      ))}
      {grid.editing.editing !== null && (
        <CellEditor
          editing={grid.editing.editing}
          handle={grid.editing}
          label={label}
          onDone={grid.refocus}
        />
      )}
    </>
  );
}
