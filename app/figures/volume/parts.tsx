/** What every arrangement of a volume is drawn from: one sheet, and a named part with its size. */
import { Part } from "./Part";
import type { ReactNode } from "react";
import type { Panel, Scene, Turn, Volumes } from "../scene/scene";
import { SheetView } from "../scene/SceneView";
import type { SceneActions } from "../scene/SceneView";
import type { Arrangement, Room } from "./arrange";
import styles from "./plate.module.css";

export interface VolumeActions extends SceneActions {
  /** Brings another sheet to the front. */
  readonly onFront?: ((change: Partial<Volumes["front"]>) => void) | undefined;
  readonly onSums?: ((all: boolean) => void) | undefined;
  readonly onTurn?: ((turn: Turn) => void) | undefined;
}

export interface VolumeProps {
  readonly scene: Scene;
  readonly volumes: Volumes;
  readonly room: Room;
  readonly actions: VolumeActions;
}

export interface PlanProps extends VolumeProps {
  readonly plan: Arrangement;
}

/** Narrowest cell whose digits can be read. */
const LEGIBLE = 24;

interface VolumeSheetProps extends Pick<VolumeProps, "scene" | "actions"> {
  readonly panel: Panel;
  /** Which of its sheets. */
  readonly at: number;
  /** Side of a cell, px. */
  readonly cell: number;
  /** Every number is coloured, however large its cell. */
  readonly coloured?: boolean;
}

export function VolumeSheet(props: VolumeSheetProps) {
  const { panel, at, cell, scene, actions, coloured = false } = props;
  const sheet = panel.sheets[at];
  if (sheet === undefined) return null;
  const high = highOf(panel);
  const signed: Panel["colouring"] = { palette: "diverging", low: -high, high };
  const colouring = coloured || cell < LEGIBLE || panel.hue === "gradient" ? signed : null;
  return (
    <SheetView
      placed={{ panel: { ...panel, colouring } }}
      sheet={{ sheet, cell }}
      scene={scene}
      actions={actions}
    />
  );
}

/** The only filter needs no number. */
export function filterPanel({ filter, extents }: Volumes): Panel {
  return extents.filters > 1
    ? filter
    : { ...filter, title: filter.title.replace(/(, filter)? 0$/, "") };
}

interface NamedProps {
  readonly panel: Panel;
  readonly sign?: string;
  readonly size?: readonly number[];
  readonly children: ReactNode;
}

/** A panel's title with a sign before it and its size behind it. */
export function Named({ panel, sign = "", size, children }: NamedProps) {
  return (
    <Part
      title={
        <>
          {sign === "" ? "" : `${sign} `}
          {panel.title} {size !== undefined && <Size of={size} />}
        </>
      }
      hue={panel.hue}
      meant={panel.meant}
    >
      {children}
    </Part>
  );
}

function Size({ of }: { readonly of: readonly number[] }) {
  return <span className={styles["size"]}>{of.join(" × ")}</span>;
}

/** Magnitude at full colour of all sheets of a panel. */
export function highOf({ range }: Panel): number {
  return Math.max(1e-9, Math.abs(range?.low ?? 0), Math.abs(range?.high ?? 0));
}

/** Rows and columns of one sheet of the input, without its padding. */
export function insideOf({ input }: Volumes): readonly [number, number] {
  const [first] = input.sheets;
  return [first?.values.length ?? 0, first?.values[0]?.length ?? 0];
}
