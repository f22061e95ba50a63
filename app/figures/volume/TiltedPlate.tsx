/** Input, filter and output in space, as stacks of tilted sheets. */
import { t } from "../../language/words";
import { type CellAt, cellKey, indexIn, type Panel } from "../scene/scene";
import { tiltedSizes } from "./tilt";
import { highOf, insideOf, type VolumeProps } from "./parts";
import { TiltedSheets } from "./TiltedSheets";
import styles from "./plate.module.css";

export function TiltedPlate({
  volumes,
  scene,
  room,
  actions,
  apart,
}: VolumeProps & { readonly apart: boolean }) {
  const { input, filter, output, extents } = volumes;
  const { channels, filters } = extents;
  const [rows, columns] = insideOf(volumes);
  // Padding is not drawn here.
  const sizes = tiltedSizes({ ...extents, rows, columns }, room, apart);
  const at = (panel: Panel, sheet: number, row: number, column: number): CellAt => {
    const one = panel.sheets[sheet];
    return one === undefined
      ? { tensor: "", index: [] }
      : { tensor: one.tensor, index: indexIn(one, row, column) };
  };
  const stack = (panel: Panel, step: { readonly x: number; readonly y: number }, label: string) => (
    <TiltedSheets
      label={label}
      hue={panel.hue}
      sheets={panel.sheets.map(({ values }) => values)}
      size={sizes.size}
      step={step}
      high={highOf(panel)}
      lit={(sheet, row, column) => {
        const { tensor, index } = at(panel, sheet, row, column);
        return scene.cellStyles.get(cellKey(tensor, index))?.lit !== undefined;
      }}
      onChoose={(sheet, row, column) => actions.onAsk?.(at(panel, sheet, row, column))}
    />
  );
  const name = (panel: Panel): string => panel.title.toLowerCase();
  return (
    <div className={styles["tilted"]}>
      {stack(input, sizes.input, `${name(input)}, ${counted(channels, "channel")}`)}
      <Sign text="∗" />
      {stack(filter, sizes.filter, t("{name}, {channels} deep", { name: name(filter), channels }))}
      <Sign text="=" />
      {stack(output, sizes.output, `${name(output)}, ${counted(filters, "sheet")}`)}
    </div>
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function Sign({ text }: { readonly text: string }) {
  return (
    <span className={styles["times"]} aria-hidden>
      {text}
    </span>
  );
}
