/** A whole network: its drawing, its layer table, or a run on a picture. */
import { echo, t, word } from "../../language/words";
import { useMemo } from "react";
import { LabError } from "../../../engine/core/errors";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { titleOf } from "../../explorer/catalogue";
import { FigureFrame } from "../../explorer/FigureFrame";
import { LayerTable } from "../../figures/layer-table/LayerTable";
import { rowsOf } from "../../figures/layer-table/rows";
import { Select } from "../../figures/marks/controls/Select";
import { NetworkMap } from "../../figures/network-map/NetworkMap";
import { outline } from "../../figures/network-map/outline";
import { openedIn, openedText, revealed } from "../../figures/network-map/visible";
import { Controls } from "../fields/Controls";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import {
  architecture,
  type ArchitectureState,
  fields,
  networkOf,
  shownNetwork,
} from "./definition";
import { Branches } from "./Branches";
import { RunView } from "./RunView";
import { ReceptiveField } from "./ReceptiveField";

export function Architecture(props: WidgetProps<ArchitectureState>) {
  const { state, change, hidden, locked, mode } = props;
  const network = shownNetwork(state);
  const problem = networkOf(state);
  useAnnounced(state, architecture.describe);
  const { view } = state;
  const show = view === "run" ? (["view", "seed"] as const) : (["view"] as const);
  return (
    <FigureFrame>
      {mode !== "print" && (
        <Controls
          {...props}
          table={fields}
          show={show}
          first={
            !hidden.has("network") &&
            state.others !== "" && (
              <Select
                label={t("Network")}
                value={state.network}
                locked={locked.has("network")}
                options={namesOf(state).map((id) => ({ value: id, title: titleOf(id) }))}
                onChange={(next) =>
                  change({ ...state, network: next, opened: "", chosen: "", trail: [] })
                }
              />
            )
          }
        />
      )}
      {mode !== "print" && state.branches !== "" && !hidden.has("branches") && (
        <Branches
          written={state.branches}
          network={state.network}
          shapes={network}
          locked={locked.has("branches")}
          onNetwork={(next) => change({ ...state, network: next, chosen: "", trail: [] })}
        />
      )}
      {problem instanceof LabError && <p role="note">{echo(problem.message)}</p>}
      {view === "map" && <MapView {...props} network={network} />}
      {view === "table" && (
        <LayerTable
          title={t("Layers of {name}", { name: word(titleOf(network.spec.name)) })}
          rows={rowsOf(network)}
          brief={mode === "stage"}
          chosen={state.chosen === "" ? null : state.chosen}
          onChoose={(name) => change({ ...state, chosen: name === state.chosen ? "" : name })}
        />
      )}
      {view === "run" && (
        <RunView key={`${state.network} ${state.input}`} {...props} network={network} />
      )}
    </FigureFrame>
  );
}

function namesOf({ network, others }: ArchitectureState): readonly string[] {
  const names = others.split(/[\s,]+/).filter((name) => name !== "");
  return [...new Set([network, ...names])].toSorted(
    (one, other) => names.indexOf(one) - names.indexOf(other),
  );
}

export interface ViewProps extends WidgetProps<ArchitectureState> {
  readonly network: NetworkShapes;
}

/** In a larger network the chosen layer stays in its folded block, so that all is still seen. */
const MOST_REVEALED = 60;
/** Shares of the window's height: of the drawing alone, and above the picture that a layer sees. */
const TALL = { alone: 0.48, above: 0.3 };

function MapView(props: ViewProps) {
  const { state, change, hidden, mode, network } = props;
  const parts = useMemo(() => outline(network), [network]);
  const { chosen } = state;
  const own = openedIn(parts, state.opened);
  const reveals = chosen !== "" && network.layers.length <= MOST_REVEALED;
  const opened = reveals ? revealed(parts, own ?? new Set(), chosen) : own;
  // What the drawing does not show of a folded network, its picture does: both are seen at once.
  const isUnder = !reveals && !state.effective;
  const field = chosen !== "" && mode !== "print" && !hidden.has("photo") && (
    <ReceptiveField {...props} />
  );
  return (
    <>
      {state.effective && field}
      <NetworkMap
        title={t("The layers of {name}", { name: word(titleOf(network.spec.name)) })}
        name={word(titleOf(network.spec.name))}
        network={network}
        tall={isUnder && field !== false ? TALL.above : TALL.alone}
        opened={opened}
        onOpened={(next) => change({ ...state, opened: openedText(parts, next), chosen: "" })}
        chosen={chosen === "" ? null : chosen}
        onChoose={(name) =>
          change({ ...state, chosen: name === chosen || name === "input" ? "" : name })
        }
        under={isUnder && field}
        onOpen={
          hidden.has("run") || hidden.has("view")
            ? undefined
            : (layer) => change({ ...state, view: "run", chosen: layer, trail: [] })
        }
      >
        {!state.effective && !isUnder && field}
      </NetworkMap>
    </>
  );
}
