/**
 * The flat view: input, filter, bias and output on one plate, as large as the room allows. Peeled apart it is a ledger with
 * a column for each channel, whose last line is the sum; piled up it is three decks with the sheets in use in front.
 */
import type { ReactNode } from "react";
import { arrange, GAP, gridSize, type Arrangement, type Room } from "../../figures/volume/arrange";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import { Cards } from "../../figures/volume/Cards";
import { Part } from "../../figures/volume/Part";
import { classes, variables } from "../../figures/marks/style";
import { sharesOf } from "./layer";
import { withChannel, withFilter } from "./picking";
import { BiasCell, FilterSheet, InputSheet, OutputSheet, padded, ShareSheet, signed, WindowSheet } from "./Sheets";
import { Pickers } from "./Pickers";
import { Sums, Total } from "./Sums";
import type { ViewProps } from "./views";
import styles from "./plate.module.css";
import { drawnExtents, extentsOf, type VolumeState } from "./volume-state";

export interface PlateProps extends ViewProps {
  readonly room: Room;
}

export function Plate(props: PlateProps) {
  const { state, room } = props;
  const plan = planOf(state, room);
  const parts = { ...props, plan };
  return (
    <>
      <Pickers {...props} channels={plan.form === "deck"} />
      {plan.form === "deck" ? <Deck {...parts} /> : <Ledger {...parts} />}
    </>
  );
}

/** The arrangement for this state in this room. */
export function planOf(state: VolumeState, room: Room): Arrangement {
  const zooms = state.direction === "forward";
  // Gradients are fractions: they need wider cells.
  const legible = zooms ? room : { ...room, comfort: Math.round(1.5 * room.comfort) };
  return arrange(drawnExtents(state), legible, { ...state, shares: state.shares && zooms, zooms });
}

export interface PlanProps extends PlateProps {
  readonly plan: Arrangement;
}

function Ledger(props: PlanProps) {
  const { state, plan, scene, change } = props;
  const { channels } = extentsOf(state);
  const forward = state.direction === "forward";
  const column = columnOf(props);
  const shares = state.shares && forward ? sharesOf(state, scene.front.filter) : [];
  return (
    <div className={styles["ledger"]} data-place={plan.place}>
      <div className={styles["channels"]}>
        <Part title={inputTitle(props)} hue="input" meant={props.meant === "input"}>
          {channels > 1 && (
            <Row {...props} width={column} className={styles["names"]}>
              {(channel) => <span className={styles["name"]}>channel {channel}</span>}
            </Row>
          )}
          {plan.form === "zoom" ? <Maps {...props} /> : <InputCards {...props} />}
        </Part>
        {plan.form === "zoom" && (
          <Part title="Under the filter" hue="input">
            <Columns {...props}>
              {(channel) => <WindowSheet {...props} channel={channel} size={plan.cell} digit={props.room.digit} />}
            </Columns>
          </Part>
        )}
        <Part title={filterTitle(props)} hue="weight" meant={props.meant === "weight"}>
          <Columns {...props}>
            {(channel) => (
              <FilterSheet {...props} filter={scene.front.filter} channel={channel} size={plan.cell} digit={props.room.digit} />
            )}
          </Columns>
        </Part>
        {shares.length > 0 && (
          <Part title="What each channel adds" hue="output">
            <Columns {...props}>
              {(channel) => (
                <ShareSheet {...props} channel={channel} share={shares[channel] ?? []} size={plan.cell} digit={props.room.digit} />
              )}
            </Columns>
          </Part>
        )}
      </div>
      <div className={styles["output"]}>
        <OutputPart {...props} />
      </div>
      {forward && channels > 1 && (
        <Row {...props} width={column} className={styles["sums"]}>
          {(channel) => <Sums scene={scene} channel={channel} onChoose={() => change(withChannel(state, channel))} />}
        </Row>
      )}
      <Total {...props} size={Math.min(plan.cell, 40)} digit={props.room.digit} />
    </div>
  );
}

function Deck(props: PlanProps) {
  const { plan } = props;
  return (
    <div className={styles["deck"]} data-place={plan.place}>
      <div className={styles["deckInput"]}>
        <Part title={inputTitle(props)} hue="input" meant={props.meant === "input"}>
          <InputCards {...props} />
        </Part>
      </div>
      <div className={styles["deckFilter"]}>
        <Part title={filterTitle(props)} hue="weight" meant={props.meant === "weight"}>
          <FilterCards {...props} />
        </Part>
        <Part
          title={props.state.direction === "backward" && props.state.of === "b" ? "db" : "+ bias"}
          hue="bias"
          meant={props.meant === "bias"}
        >
          <BiasCell {...props} size={plan.cell} digit={props.room.digit} />
        </Part>
      </div>
      <div className={styles["output"]}>
        <OutputPart {...props} />
      </div>
    </div>
  );
}

function InputCards(props: PlanProps) {
  const { state, change, plan, scene, room } = props;
  const { rows, columns } = drawnExtents(state);
  return (
    <Cards
      count={state.x.length}
      front={scene.front.channel}
      form={plan.form === "deck" ? "pile" : "spread"}
      width={gridSize(columns, plan.cell, room.line)}
      height={gridSize(rows, plan.cell, room.line)}
      step={plan.step}
      hue="input"
      onFront={(channel) => change(withChannel(state, channel))}
    >
      {(channel) => <InputSheet {...props} channel={channel} size={plan.cell} digit={props.room.digit} />}
    </Cards>
  );
}

function FilterCards(props: PlanProps) {
  const { state, change, plan, scene, room } = props;
  const { kernel, channels } = extentsOf(state);
  const side = gridSize(kernel, plan.cell, room.line);
  return (
    <Cards
      count={channels}
      front={scene.front.channel}
      form="pile"
      width={side}
      height={side}
      step={plan.step}
      hue="weight"
      onFront={(channel) => change(withChannel(state, channel))}
    >
      {(channel) => <FilterSheet {...props} filter={scene.front.filter} channel={channel} size={plan.cell} digit={props.room.digit} />}
    </Cards>
  );
}

/** The sheets of the input as small pictures, with the window that the filter stands on. */
function Maps({ state, plan, scene }: PlanProps) {
  const { rows, columns } = drawnExtents(state);
  const colouring = signed(state.x.flat(2));
  return (
    <Row state={state} plan={plan} width={columnOf({ plan })} className={styles["maps"]}>
      {(channel) => (
        <HeatMap
          label={`Input, channel ${channel}`}
          rows={rows}
          columns={columns}
          data={padded(state.x[channel] ?? [], state.padding)
            .flat()
            .map((value) => value ?? 0)}
          colouring={colouring}
          width={columns * plan.mapCell}
          rings={scene.window === null ? [] : [{ ...scene.window, hue: "weight" }]}
        />
      )}
    </Row>
  );
}

interface ColumnsProps extends PlanProps {
  readonly children: (channel: number) => ReactNode;
}

/** One sheet for each channel, in the middle of its column. */
function Columns({ state, plan, children }: ColumnsProps) {
  return (
    <Row state={state} plan={plan} width={columnOf({ plan })} className={styles["centred"]}>
      {children}
    </Row>
  );
}

function OutputPart(props: PlanProps) {
  const { state, change, plan, scene, room } = props;
  const { rows, columns, filters } = extentsOf(state);
  const backward = state.direction === "backward";
  return (
    <Part
      title={
        <>
          {backward ? "dz" : "= Output"} <Size of={[rows, columns, filters]} />
        </>
      }
      hue={backward ? "gradient" : "output"}
      meant={props.meant === (backward ? "gradient" : "output")}
    >
      <Cards
        count={filters}
        front={scene.front.filter}
        form="pile"
        width={gridSize(columns, plan.outCell, room.line)}
        height={gridSize(rows, plan.outCell, room.line)}
        step={plan.outStep}
        hue={backward ? "gradient" : "output"}
        onFront={(filter) => change(withFilter(state, filter))}
      >
        {(filter) => <OutputSheet {...props} filter={filter} size={plan.outCell} digit={props.room.digit} />}
      </Cards>
    </Part>
  );
}

interface RowProps extends Pick<PlanProps, "state" | "plan"> {
  readonly width: number;
  readonly className?: string | undefined;
  readonly children: (channel: number) => ReactNode;
}

/** One thing for each channel, under its name. */
function Row({ state, plan, width, className, children }: RowProps) {
  return (
    <div className={classes(styles["row"], className)} style={variables({ "--step": `${plan.step}px`, "--column": `${width}px` })}>
      {state.x.map((_, channel) => (
        <div key={channel} className={styles["slot"]}>
          {children(channel)}
        </div>
      ))}
    </div>
  );
}

/** Width of a column of the ledger. */
function columnOf({ plan }: Pick<PlanProps, "plan">): number {
  return plan.step - GAP;
}

function Size({ of }: { readonly of: readonly number[] }) {
  return <span className={styles["size"]}>{of.join(" × ")}</span>;
}

function inputTitle({ state }: PlanProps): ReactNode {
  const { height, width, channels } = extentsOf(state);
  const gradient = state.direction === "backward" && state.of === "x";
  return (
    <>
      {gradient ? "dx" : "Input"} <Size of={[height, width, channels]} />
    </>
  );
}

function filterTitle({ state, scene }: PlanProps): ReactNode {
  const { kernel, channels, filters } = extentsOf(state);
  const which = filters > 1 ? ` ${scene.front.filter}` : "";
  return (
    <>
      {state.direction === "backward" && state.of === "w" ? `dw${filters > 1 ? `, filter ${scene.front.filter}` : ""}` : `∗ Filter${which}`}{" "}
      <span className={styles["minor"]}>
        <Size of={[kernel, kernel, channels]} />
      </span>
    </>
  );
}
