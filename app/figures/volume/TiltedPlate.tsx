/** Input, filter and output in space, as blocks that the reader turns by hand. */
import { t } from "../../language/words";
import { COVER, useCovered } from "../marks/covered";
import { type CellAt, cellKey, indexIn, type Panel, type Volumes } from "../scene/scene";
import type { Window } from "../marks/grid";
import { useOnStage } from "../marks/use-window-height";
import { highOf, insideOf, type VolumeProps } from "./parts";
import { blockSizes, FURTHEST } from "./turn";
import { TurnedBlock } from "./TurnedBlock";
import { useTurning } from "./useTurning";
import styles from "./plate.module.css";

export function TiltedPlate(props: VolumeProps & { readonly apart: boolean }) {
  const { volumes, actions } = props;
  const { input, filter, output, extents, turn } = volumes;
  const { channels, filters } = extents;
  const hidesFilter = useCovered(filter.sheets[0]?.tensor);
  const stage = useOnStage();
  const { isTurning, handlers } = useTurning(turn, actions.onTurn);
  const name = (panel: Panel): string => panel.title.toLowerCase();
  const { yaw, pitch } = turn;
  return (
    <div className={styles["space"]}>
      <div
        {...handlers}
        className={styles["tilted"]}
        data-turning={isTurning || undefined}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- what is turned is the drawing
        role="slider"
        tabIndex={0}
        aria-label={t("Turn the volumes")}
        aria-valuemin={-FURTHEST.yaw}
        aria-valuemax={FURTHEST.yaw}
        aria-valuenow={yaw}
        aria-valuetext={t("{yaw}° to the side, {pitch}° from above", { yaw, pitch })}
      >
        <PanelBlock
          {...props}
          panel={input}
          label={`${name(input)}, ${counted(channels, "channel")}`}
          inside={hidesFilter ? null : withoutPadding(volumes)}
        />
        <Sign text="∗" />
        {hidesFilter ? (
          <Sign text={COVER} />
        ) : (
          <PanelBlock
            {...props}
            panel={filter}
            label={t("{name}, {channels} deep", { name: name(filter), channels })}
          />
        )}
        <Sign text="=" />
        <PanelBlock
          {...props}
          panel={output}
          label={`${name(output)}, ${counted(filters, "sheet")}`}
        />
      </div>
      {!stage && <p className={styles["how"]}>{t("Drag to turn it, or use the arrow keys.")}</p>}
    </div>
  );
}

interface PanelBlockProps extends VolumeProps {
  readonly apart: boolean;
  readonly panel: Panel;
  readonly label: string;
  readonly inside?: Window | null;
}

function PanelBlock(props: PanelBlockProps) {
  const { volumes, scene, room, actions, apart, panel, label, inside = null } = props;
  const hidesFilter = useCovered(volumes.filter.sheets[0]?.tensor);
  const [rows, columns] = insideOf(volumes);
  const at = (sheet: number, row: number, column: number): CellAt => {
    const one = panel.sheets[sheet];
    return one === undefined
      ? { tensor: "", index: [] }
      : { tensor: one.tensor, index: indexIn(one, row, column) };
  };
  return (
    <TurnedBlock
      label={label}
      hue={panel.hue}
      sheets={panel.sheets.map(({ values }) => values)}
      // Padding is not drawn here.
      sizes={blockSizes({ ...volumes.extents, rows, columns }, room, apart)}
      turn={volumes.turn}
      high={highOf(panel)}
      lit={(sheet, row, column) => {
        const { tensor, index } = at(sheet, row, column);
        return scene.cellStyles.get(cellKey(tensor, index))?.lit !== undefined && !hidesFilter;
      }}
      inside={inside}
      onChoose={(sheet, row, column) => actions.onAsk?.(at(sheet, row, column))}
    />
  );
}

/** Where the filter stands, on the input as it is drawn here. */
function withoutPadding({ window, input }: Volumes): Window | null {
  if (window === null) return null;
  const { rows, columns } = input.frame?.sliding ?? {};
  return {
    ...window,
    row: window.row - (rows?.before ?? 0),
    column: window.column - (columns?.before ?? 0),
  };
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
