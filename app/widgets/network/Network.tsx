/** The figure "network": which tensor is stepped, its numbers and where each comes from. */
import { echo, t } from "../../language/words";
import { useState } from "react";
import { LabError } from "../../../engine/core/errors";
import { Explorer } from "../../explorer/Explorer";
import { FigureFrame } from "../../explorer/FigureFrame";
import { titleOf } from "../../explorer/names";
import { numbersOf } from "../../explorer/setup";
import { cellAt, placeOf, tensorWalk } from "../../explorer/walk";
import { Select } from "../../figures/marks/controls/Select";
import { unravel } from "../../../engine/core/shape";
import type { CellAt } from "../../figures/scene/scene";
import { Controls } from "../fields/Controls";
import { MissingFiles, missingOf } from "../fields/MissingFiles";
import type { View } from "../../explorer/view";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { BarsView } from "./BarsView";
import { network, stepText } from "./definition";
import { readDials } from "./dials";
import { Experiment } from "./Experiment";
import { RoadsTable } from "./RoadsTable";
import { networkOf, setupOf } from "./setup";
import { withEdit } from "./edits";
import { fields, type NetworkState } from "./state";

export function Network(props: WidgetProps<NetworkState>) {
  const missing = missingOf([props.state.weights]);
  return missing.length > 0 ? <MissingFiles files={missing} /> : <Shown {...props} />;
}

function Shown(props: WidgetProps<NetworkState>) {
  const { id, state, change, hidden, mode } = props;
  useAnnounced(state, stepText);
  const setup = setupOf(state);
  const numbers = numbersOf(setup);
  const problem = networkOf(state);
  const { of } = setup.view;
  const index = cellAt(numbers.shape(of), "rows", state.at);
  const view = { ...setup.view, formula: !hidden.has("formula") };
  const dialled = new Set(readDials(state.dials).flatMap(({ tensors }) => tensors));
  const leaves = new Set(Object.keys(setup.leaves).filter((name) => !dialled.has(name)));
  const open = (cell: CellAt): void => {
    const at = placeOf(numbers.shape(cell.tensor), "rows", cell.index);
    change({ ...state, of: cell.tensor, at });
  };
  const isBars = state.look !== "numbers";
  return (
    <FigureFrame>
      {mode !== "print" && <NetworkControls {...props} />}
      {mode !== "print" && <Experiment {...props} />}
      {problem instanceof LabError && <p role="note">{echo(problem.message)}</p>}
      {isBars && (
        <BarsView
          {...props}
          onOpen={(tensor, at) => open({ tensor, index: unravel(numbers.shape(tensor), at) })}
        />
      )}
      {!isBars && <RoadsTable state={state} />}
      <Explorer
        id={id}
        print={mode === "print"}
        setup={{ ...setup, view: isBars ? withoutGrids(view) : view }}
        hint={
          isBars
            ? t("Choose a number of the table: where does it come from?")
            : t("Press play or step forward, or click any number: where does it come from?")
        }
        asked={state.uses && index !== null ? { tensor: of, index } : null}
        onBack={() => change({ ...state, uses: false })}
        onSeek={(at) => change(network.seek(state, at))}
        editable={leaves}
        onEdit={(cell, value) =>
          change({ ...state, edits: withEdit(state.edits, { ...cell, value }) })
        }
        onOpen={open}
      />
    </FigureFrame>
  );
}

/** Bars stand for the grids; what the author names is drawn all the same. */
function withoutGrids(view: View): View {
  return { ...view, panels: view.panels ?? [], unseen: true };
}

const SHOWN = [
  "look",
  "weights",
  "seed",
  "loss",
  "label",
  "rate",
  "precision",
  "train",
  "whole",
  "uses",
  "all",
] as const;

/**
 * Controls that say something for this state. An author who takes away the network wants few, and
 * what is tried on bars stands with them.
 */
function shownFor({ loss, look, precision }: NetworkState, hidden: ReadonlySet<string>) {
  const isBars = look !== "numbers";
  const hasSense: Partial<Record<(typeof SHOWN)[number], boolean>> = {
    look: !hidden.has("spec"),
    loss: !isBars,
    label: loss !== "none" && !isBars,
    rate: loss !== "none" && isBars,
    precision: !isBars && precision !== "none",
  };
  return SHOWN.filter((name) => hasSense[name] ?? true);
}

function NetworkControls(props: WidgetProps<NetworkState>) {
  const { state, change, hidden, locked } = props;
  const numbers = numbersOf(setupOf(state));
  return (
    <Controls table={fields} show={shownFor(state, hidden)} {...props}>
      {!hidden.has("spec") && <SpecField {...props} />}
      {!hidden.has("of") && (
        <Select
          label={t("Numbers of")}
          value={state.of === "" ? setupOf(state).view.of : state.of}
          none={titleOf(numbers, setupOf(state).view.of)}
          locked={locked.has("of")}
          options={tensorWalk(numbers).map((tensor) => ({
            value: tensor,
            title: titleOf(numbers, tensor),
            whyNot: null,
          }))}
          onChange={(of) => change(fields.changed(state, { of, at: 0 }))}
        />
      )}
    </Controls>
  );
}

/** The network as it is typed; what cannot be read says why and changes nothing. */
function SpecField({ state, change, locked }: WidgetProps<NetworkState>) {
  const [typed, setTyped] = useState<string | null>(null);
  const problem = typed === null ? null : networkOf({ ...state, spec: typed });
  const take = (): void => {
    if (typed !== null && !(problem instanceof LabError))
      change(fields.changed(state, { spec: typed, of: "", at: 0, edits: [] }));
    setTyped(null);
  };
  return (
    <label>
      {t("Network")}{" "}
      <input
        value={typed ?? state.spec}
        size={36}
        maxLength={600}
        disabled={locked.has("spec")}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key === "Escape") setTyped(null);
        }}
        onBlur={take}
      />
      {problem instanceof LabError && <small role="alert"> {echo(problem.message)}</small>}
    </label>
  );
}
