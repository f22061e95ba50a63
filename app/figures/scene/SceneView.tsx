/** A scene as something to touch: focusable cells at the places that the layout gives them. */
import { word } from "../../language/words";
import type { ReactNode } from "react";
import { later } from "../../later/later";
import { PaddedGrid } from "../conv-geometry/PaddedGrid";
import type { Place } from "../marks/grid";
import { type CellStyle, PLAIN } from "../marks/number-grid/cell-style";
import { NumberGrid } from "../marks/number-grid/NumberGrid";
import type { StrokePhase } from "../marks/number-grid/usePainting";
import { classes, variables } from "../marks/style";
import { arrowPath } from "./arrow";
import { unbroken } from "./measure";
import type { Layout, PlacedPanel, PlacedSheet } from "./layout";
import styles from "./scene.module.css";
import { type CellAt, indexIn, placeIn, placeOfKey, type Scene, type Sheet } from "./scene";

const Photo = later(async () => (await import("../photo/Photo")).Photo);

/** Dragging over the cells of one tensor paints them. */
export interface Painting {
  readonly tensor: string;
  readonly onStroke: (cells: readonly CellAt[], phase: StrokePhase) => void;
}

/** From this side on a cell has room for a second line: the weight that lies on it. In px. */
const SECOND_FROM = 36;

export interface SceneActions {
  readonly painting?: Painting | undefined;
  readonly onAsk?: ((cell: CellAt) => void) | undefined;
  readonly onPoint?: ((cell: CellAt | null) => void) | undefined;
  readonly onEdit?: ((cell: CellAt, value: number) => void) | undefined;
  /** Why the matrix cannot be taken, or nothing when it was. */
  readonly onPaste?:
    | ((sheet: Sheet, matrix: readonly (readonly number[])[]) => string | null | void)
    | undefined;
}

interface SceneViewProps extends SceneActions {
  readonly scene: Scene;
  readonly layout: Layout;
  /** Stands in the free corner, where there is one. */
  readonly corner?: ReactNode;
}

export function SceneView({ scene, layout, corner, ...actions }: SceneViewProps) {
  const { panels, width, height } = layout;
  return (
    <div
      className={styles["plane"]}
      style={variables({ "--width": `${width}px`, "--height": `${height}px` })}
    >
      {panels.map((placed) => (
        <PanelView
          key={placed.panel.key}
          layout={layout}
          placed={placed}
          scene={scene}
          actions={actions}
        />
      ))}
      {scene.arrows.length > 0 && <Arrows scene={scene} layout={layout} />}
      {corner !== undefined && layout.corner !== null && (
        <div
          className={styles["corner"]}
          style={variables({ "--x": `${layout.corner.x}px`, "--y": `${layout.corner.y}px` })}
        >
          {corner}
        </div>
      )}
    </div>
  );
}

interface PanelViewProps {
  readonly layout: Layout;
  readonly placed: PlacedPanel;
  readonly scene: Scene;
  readonly actions: SceneActions;
}

function PanelView({ layout, placed, scene, actions }: PanelViewProps) {
  const { panel, x, y, width, title, sheets, sign } = placed;
  return (
    <>
      {sign !== null && (
        <span
          className={classes(styles["sign"], sign.text.length > 1 && styles["word"])}
          style={variables({ "--x": `${sign.x}px`, "--y": `${sign.y}px` })}
          aria-hidden
        >
          {sign.text}
        </span>
      )}
      <div
        className={classes(styles["panel"], panel.meant && styles["meant"])}
        style={variables({ "--x": `${x}px`, "--y": `${y}px`, "--width": `${width}px` })}
        data-role={panel.hue}
        data-panel={panel.key}
      >
        <p className={styles["title"]}>
          {title.map((line) => (
            <TitleLine key={line} line={line} size={unbroken(panel.size)} />
          ))}
        </p>
        {sheets.map((sheet) => (
          <div
            key={sheet.sheet.key}
            className={styles["sheet"]}
            style={variables({ "--x": `${sheet.x - x}px`, "--y": `${sheet.y - y}px` })}
          >
            {sheet.sheet.title !== "" && (
              <span className={styles["sheetTitle"]}>{word(sheet.sheet.title)}</span>
            )}
            <RowNames sheet={sheet} line={layout.room.line} />
            {panel.picture === undefined ? (
              <SheetView placed={placed} sheet={sheet} scene={scene} actions={actions} />
            ) : (
              <PictureView placed={placed} sheet={sheet} actions={actions} />
            )}
          </div>
        ))}
        {panel.note !== "" && <p className={styles["note"]}>{panel.note}</p>}
      </div>
    </>
  );
}

function TitleLine({ line, size }: { readonly line: string; readonly size: string }) {
  const words = line.endsWith(size) ? line.slice(0, line.length - size.length) : line;
  return (
    <span className={styles["titleLine"]}>
      {words}
      {words !== line && <span className={styles["size"]}>{size}</span>}{" "}
    </span>
  );
}

interface PictureViewProps extends Pick<PanelViewProps, "placed" | "actions"> {
  readonly sheet: PlacedSheet;
}

export interface SheetViewProps {
  readonly placed: Pick<PlacedPanel, "panel">;
  /** Without `digits` the grid decides by the size of its cells. */
  readonly sheet: Pick<PlacedSheet, "sheet" | "cell"> & { readonly digits?: PlacedSheet["digits"] };
  readonly scene: Scene;
  readonly actions: SceneActions;
}

/** A click or an arrow key asks for the pixel. */
function PictureView({ placed: { panel }, sheet: { sheet, width }, actions }: PictureViewProps) {
  const { picture, title } = panel;
  if (picture === undefined) return null;
  return (
    <div style={{ width }}>
      <Photo
        label={title}
        bytes={picture.bytes}
        side={picture.side}
        cursor={picture.at}
        onCursor={(row, column) =>
          actions.onAsk?.({
            tensor: sheet.tensor,
            index: [...sheet.prefix, picture.channel, row, column],
          })
        }
      />
    </div>
  );
}

interface RowNamesProps {
  readonly sheet: PlacedSheet;
  readonly line: number;
}

function RowNames({ sheet: { sheet, cell }, line }: RowNamesProps) {
  if (sheet.rowNames === undefined) return null;
  return (
    <ul
      className={styles["rowNames"]}
      style={variables({ "--row": `${cell + line}px` })}
      aria-hidden
    >
      {sheet.rowNames.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}

export function SheetView(props: SheetViewProps) {
  const {
    placed: { panel },
    sheet: { sheet, cell, digits },
    scene,
    actions,
  } = props;
  const at = (place: Place): CellAt => ({
    tensor: sheet.tensor,
    index: indexIn(sheet, place.row, place.column),
  });
  const { onAsk, onPoint, onEdit, onPaste, painting } = actions;
  const paints = painting?.tensor === sheet.tensor && panel.editable;
  const [top, left] =
    panel.frame === null
      ? [0, 0]
      : [panel.frame.sliding.rows.before, panel.frame.sliding.columns.before];
  const looks = stylesOn(scene, sheet, cell);
  const shared = {
    label: sheet.title === "" ? word(panel.title) : `${word(panel.title)}, ${word(sheet.title)}`,
    hue: panel.hue,
    tensor: sheet.tensor,
    values: sheet.values,
    size: cell,
    digits,
    cellStyle: (row: number, column: number) => looks.get(row - top)?.get(column - left) ?? PLAIN,
    ...(panel.from === undefined
      ? {}
      : { origin: { row: -panel.from[0], column: -panel.from[1] } }),
    colouring: panel.colouring ?? (digits === null || paints ? panel.range : undefined),
    rings: scene.frames.filter((frame) => frame.sheet === sheet.key),
    cursor: scene.cursor === null ? null : placeIn(sheet, scene.cursor),
    onAsk: onAsk && ((place: Place) => onAsk(at(place))),
    onPoint: onPoint && ((place: Place | null) => onPoint(place && at(place))),
    onEdit:
      panel.editable && onEdit
        ? (place: Place, value: number) => onEdit(at(place), value)
        : undefined,
    onPaste:
      panel.editable && onPaste
        ? (matrix: readonly (readonly number[])[]) => onPaste(sheet, matrix)
        : undefined,
    brush: paints,
    onStroke: paints
      ? (places: readonly Place[], phase: StrokePhase) => painting.onStroke(places.map(at), phase)
      : undefined,
  };
  if (panel.frame === null) return <NumberGrid {...shared} />;
  const { padding, sliding } = panel.frame;
  return <PaddedGrid {...shared} padding={padding} sliding={sliding} />;
}

/** By row and column as drawn; most cells look like nothing but their number. */
function stylesOn(
  { cellStyles }: Scene,
  sheet: Sheet,
  cell: number,
): ReadonlyMap<number, ReadonlyMap<number, CellStyle>> {
  const rows = new Map<number, Map<number, CellStyle>>();
  for (const [key, cellStyle] of cellStyles) {
    const place = placeOfKey(sheet, key);
    if (place === null) continue;
    const row = rows.get(place.row) ?? new Map<number, CellStyle>();
    rows.set(place.row, row.set(place.column, styleIn(cellStyle, cell)));
  }
  return rows;
}

function styleIn(cellStyle: CellStyle, cell: number): CellStyle {
  if (cell >= SECOND_FROM || cellStyle.second === undefined) return cellStyle;
  const { second: _, ...rest } = cellStyle;
  return rest;
}

function Arrows({ scene, layout }: { readonly scene: Scene; readonly layout: Layout }) {
  const draw = (main: boolean): string =>
    scene.arrows
      .filter((arrow) => arrow.main === main)
      .map((arrow) => arrowPath(layout, arrow))
      .join("");
  return (
    <svg className={styles["arrows"]} width={layout.width} height={layout.height} aria-hidden>
      <path className={styles["arrow"]} d={draw(false)} />
      <path className={styles["halo"]} d={draw(true)} />
      <path className={classes(styles["arrow"], styles["main"])} d={draw(true)} />
    </svg>
  );
}
