/**
 * Sheets of volumes on one plate, as large as the room allows. Peeled apart it is a ledger with a
 * column for each channel, whose last line is the sum; piled up it is three decks with the sheets
 * in use in front.
 */
import { t } from "../../language/words";
import type { ReactNode } from "react";
import { HeatMap } from "../marks/heat-map/HeatMap";
import { classes, variables } from "../marks/style";
import type { Panel } from "../scene/scene";
import { GAP, gridSize } from "./arrange";
import { Cards } from "./Cards";
import { filterPanel, Named, type PlanProps, highOf, insideOf, VolumeSheet } from "./parts";
import { Pickers } from "./Pickers";
import { Sums, Total } from "./Sums";
import { underFilter } from "./window";
import styles from "./plate.module.css";

export function Plate(props: PlanProps) {
  const { plan } = props;
  return (
    <>
      <Pickers {...props} channels={plan.form === "deck"} />
      {plan.form === "deck" ? <Deck {...props} /> : <Ledger {...props} />}
    </>
  );
}

function Ledger(props: PlanProps) {
  const { volumes, plan } = props;
  const { input, filter, shares, forward, extents } = volumes;
  return (
    <div className={styles["ledger"]} data-place={plan.place}>
      <div className={styles["channels"]}>
        <Named panel={input} size={[...insideOf(volumes), extents.channels]}>
          {extents.channels > 1 && (
            <Row {...props} className={styles["names"]}>
              {(channel) => (
                <span className={styles["name"]}>{t("channel {channel}", { channel })}</span>
              )}
            </Row>
          )}
          {plan.form === "zoom" ? <Maps {...props} /> : <InputCards {...props} />}
        </Named>
        {plan.form === "zoom" && (
          <Named panel={{ ...input, title: t("Under the filter"), meant: false }}>
            <Sheets {...props} panel={underFilter(volumes)} />
          </Named>
        )}
        <Named panel={filterPanel(volumes)} sign={forward ? "∗" : ""} size={filterSize(props)}>
          <Sheets {...props} panel={filter} />
        </Named>
        {shares !== null && (
          <Named panel={{ ...shares, hue: "output" }}>
            <Sheets {...props} panel={shares} />
          </Named>
        )}
      </div>
      <div className={styles["output"]}>
        <OutputPart {...props} />
      </div>
      {forward && extents.channels > 1 && (
        <Row {...props} className={styles["sums"]}>
          {(channel) => <Sums {...props} channel={channel} />}
        </Row>
      )}
      <Total {...props} size={Math.min(plan.cell, 40)} />
    </div>
  );
}

function Deck(props: PlanProps) {
  const { volumes, plan, scene, actions } = props;
  const { input, filter, bias, forward, extents } = volumes;
  return (
    <div className={styles["deck"]} data-place={plan.place}>
      <div className={styles["deckInput"]}>
        <Named panel={input} size={[...insideOf(volumes), extents.channels]}>
          <InputCards {...props} />
        </Named>
      </div>
      <div className={styles["deckFilter"]}>
        <Named
          panel={filterPanel(volumes)}
          sign={forward ? "∗" : ""}
          {...(plan.place === "below" ? {} : { size: filterSize(props) })}
        >
          <Pile {...props} panel={filter} axis="channel" sides={[extents.kernel, extents.kernel]} />
        </Named>
        {bias !== null && (
          <Named panel={{ ...bias, title: bias.hue === "bias" ? "+ bias" : bias.title }}>
            <VolumeSheet panel={bias} at={0} cell={plan.cell} scene={scene} actions={actions} />
          </Named>
        )}
      </div>
      <div className={styles["output"]}>
        <OutputPart {...props} />
      </div>
    </div>
  );
}

function filterSize({ volumes: { extents } }: PlanProps): readonly number[] {
  return [extents.kernel, extents.kernel, extents.channels];
}

function InputCards(props: PlanProps) {
  const { volumes, plan } = props;
  const { rows, columns } = volumes.extents;
  return (
    <Pile
      {...props}
      panel={volumes.input}
      axis="channel"
      sides={[rows, columns]}
      spread={plan.form !== "deck"}
    />
  );
}

function OutputPart(props: PlanProps) {
  const { volumes, plan } = props;
  const { outRows, outColumns, filters } = volumes.extents;
  return (
    <Named
      panel={volumes.output}
      sign={volumes.forward ? "=" : ""}
      size={[outRows, outColumns, filters]}
    >
      <Pile
        {...props}
        plan={{ ...plan, cell: plan.outCell, step: plan.outStep }}
        panel={volumes.output}
        axis="filter"
        sides={[outRows, outColumns]}
        coloured
      />
    </Named>
  );
}

interface PileProps extends PlanProps {
  readonly panel: Panel;
  readonly axis: "channel" | "filter";
  readonly sides: readonly [number, number];
  readonly spread?: boolean;
  readonly coloured?: boolean;
}

function Pile(props: PileProps) {
  const { volumes, plan, room, actions, panel, axis, sides, spread = false } = props;
  return (
    <Cards
      count={panel.sheets.length}
      front={volumes.front[axis]}
      form={spread ? "spread" : "pile"}
      width={gridSize(sides[1], plan.cell, room.line)}
      height={gridSize(sides[0], plan.cell, room.line)}
      step={plan.step}
      hue={panel.hue}
      onFront={(at) => actions.onFront?.({ [axis]: at })}
    >
      {(at) => (
        <VolumeSheet
          panel={panel}
          at={at}
          cell={plan.cell}
          scene={props.scene}
          actions={actions}
          coloured={props.coloured ?? false}
        />
      )}
    </Cards>
  );
}

/** The sheets of the input as small pictures, with the window that the filter stands on. */
function Maps(props: PlanProps) {
  const { volumes, plan } = props;
  const { rows, columns } = volumes.extents;
  const high = highOf(volumes.input);
  return (
    <Row {...props} className={styles["maps"]}>
      {(channel) => (
        <HeatMap
          label={t("{title}, channel {channel}", { title: volumes.input.title, channel })}
          rows={rows}
          columns={columns}
          data={paddedSheet(volumes, channel).flat()}
          colouring={{ palette: "diverging", low: -high, high }}
          width={columns * plan.mapCell}
          rings={volumes.window === null ? [] : [{ ...volumes.window, hue: "weight" }]}
        />
      )}
    </Row>
  );
}

/** A sheet of the input with zeros round it. */
export function paddedSheet(
  { input, extents }: PlanProps["volumes"],
  channel: number,
): readonly (readonly number[])[] {
  const values = input.sheets[channel]?.values ?? [];
  const before = input.frame?.sliding;
  const [top, left] = [before?.rows.before ?? 0, before?.columns.before ?? 0];
  return Array.from({ length: extents.rows }, (_, row) =>
    Array.from(
      { length: extents.columns },
      (__, column) => values[row - top]?.[column - left] ?? 0,
    ),
  );
}

/** One sheet for each channel, in the middle of its column. */
function Sheets({ panel, ...props }: PlanProps & { readonly panel: Panel }) {
  const { plan, scene, actions } = props;
  return (
    <Row {...props} className={styles["centred"]}>
      {(channel) => (
        <VolumeSheet panel={panel} at={channel} cell={plan.cell} scene={scene} actions={actions} />
      )}
    </Row>
  );
}

interface RowProps extends Pick<PlanProps, "volumes" | "plan"> {
  readonly className?: string | undefined;
  readonly children: (channel: number) => ReactNode;
}

/** One thing for each channel, under its name. */
function Row({ volumes, plan, className, children }: RowProps) {
  return (
    <div
      className={classes(styles["row"], className)}
      style={variables({ "--step": `${plan.step}px`, "--column": `${plan.step - GAP}px` })}
    >
      {volumes.input.sheets.map((sheet, channel) => (
        <div key={sheet.key} className={styles["slot"]}>
          {children(channel)}
        </div>
      ))}
    </div>
  );
}
