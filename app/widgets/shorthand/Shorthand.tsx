/**
 * The four representations of one network, or one of them; what does not fit is said and the
 * network stays as it was.
 */
import { echo, t } from "../../language/words";
import { type ReactNode, useContext, useMemo, useState } from "react";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { type NetworkShapes, networkShapes } from "../../../engine/graph/shapes";
import { Button } from "../../figures/marks/controls/Button";
import { LayerBoxes } from "../../figures/volume-boxes/LayerBoxes";
import { LayerCosts } from "../../figures/layer-costs/LayerCosts";
import { LayerReasons } from "../../figures/layer-costs/LayerReasons";
import { COVER, CoveredContext } from "../../figures/marks/covered";
import { VolumeBoxes } from "../../figures/volume-boxes/VolumeBoxes";
import { Controls } from "../fields/Controls";
import type { WidgetProps } from "../widget";
import { CodeBox } from "./CodeBox";
import { checked, fields, fitting, shorthand, type ShorthandState } from "./definition";
import { SETTINGS, stepped, withChannels, withInput } from "./edits";
import { Goals } from "./Goals";
import { LayerEditor } from "./LayerEditor";
import { ShorthandTable } from "./ShorthandTable";
import { TrainLink } from "./TrainLink";
import { boxesOf, drawnVolumes, volumeOf } from "./words";
import styles from "./shorthand.module.css";

const SHOWN = ["view", "costs"] as const;

/** The first setting of a layer, or the input's channels, one up or down; null: it has none. */
function boxStepped(
  network: NetworkSpec,
  { layers }: NetworkShapes,
  name: string | null,
  by: -1 | 1,
): NetworkSpec | null {
  const layer = layers.find((one) => one.name === name);
  if (layer === undefined) return withInput(network, 0, (network.input[0] ?? 1) + by);
  const setting = SETTINGS[layer.kind]?.[0];
  return setting === undefined ? null : stepped(network, layer, setting, by);
}

/** Puts a question mark for a size that is asked for. */
function useShown() {
  const covered = useContext(CoveredContext);
  const shown = <One extends { readonly layer: string | null; readonly size: string }>(
    one: One,
  ): One =>
    one.layer !== null && covered.has(`${one.layer}.output`) ? { ...one, size: COVER } : one;
  return { shown, isCovered: covered.size > 0 };
}

export function Shorthand(props: WidgetProps<ShorthandState>) {
  const { state, change, locked, mode } = props;
  const { network, chosen, view } = state;
  const shapes = networkShapes(network);
  const { take, refused } = useTaking(state, change);
  const choose = (name: string | null): void => {
    if (name !== chosen) change({ ...state, chosen: name }, { history: "merge" });
  };
  const shows = (one: ShorthandState["view"]): boolean => view === "all" || view === one;
  /**
   * On a projector everything that is not the network itself gives way, so that its numbers are
   * large.
   */
  const brief = mode === "stage";
  /** A representation alone needs no heading: the switch above says which it is. */
  const titled = !brief || view === "all";
  const fixed = locked.has("table");
  const layer = shapes.layers.find(({ name }) => name === chosen) ?? null;
  const reasons = state.costs && layer !== null && <LayerReasons network={shapes} layer={layer} />;
  const shared = { state, locked: fixed, brief, titled, onNetwork: take, onChoose: choose };
  const picture = {
    ...shared,
    shapes,
    editor: <LayerEditor {...shared} network={network} layer={layer} />,
  };
  return (
    <div className={styles["shorthand"]}>
      <Controls {...props} table={fields} show={SHOWN} />
      {shows("drawing") && <DrawingPart {...picture} />}
      {shows("boxes") && <BoxesPart {...picture} />}
      {shows("table") && <ShorthandTable {...shared} />}
      {refused !== null && <Refused {...refused} onNetwork={take} />}
      {!brief && reasons}
      {state.goals !== "" && <Goals goals={state.goals} network={shapes} />}
      {state.trains && <TrainLink network={network} />}
      {state.costs && (
        <LayerCosts title={t("Costs of each layer")} network={shapes} chosen={chosen} />
      )}
      {brief && reasons}
      {shows("code") && (
        <CodeBox
          key={`${state.dialect} ${JSON.stringify(network)}`}
          state={state}
          locked={locked.has("code")}
          titled={titled}
          onDialect={(dialect) => change({ ...state, dialect })}
          onNetwork={take}
        />
      )}
    </div>
  );
}

type Take = (candidate: NetworkSpec | null, options?: { readonly history: "merge" }) => void;

/** Takes an edited network when it holds together; says why when it does not. */
function useTaking(state: ShorthandState, change: WidgetProps<ShorthandState>["change"]) {
  const [refused, setRefused] = useState<{ problem: string; candidate: NetworkSpec } | null>(null);
  const take: Take = (candidate, options) => {
    if (candidate === null) return;
    const result = checked(candidate);
    setRefused("problem" in result ? { ...result, candidate } : null);
    if ("network" in result)
      change(shorthand.restore({ ...state, network: result.network }, state), options);
  };
  return { take, refused };
}

interface PictureProps {
  readonly state: ShorthandState;
  readonly shapes: NetworkShapes;
  readonly locked: boolean;
  readonly brief: boolean;
  readonly titled: boolean;
  readonly editor: ReactNode;
  readonly onNetwork: Take;
  readonly onChoose: (name: string | null) => void;
}

function DrawingPart(props: PictureProps) {
  const { state, shapes, locked, brief, titled, editor, onNetwork, onChoose } = props;
  const { network, chosen, view } = state;
  const { shown, isCovered } = useShown();
  const volumes = drawnVolumes(network, shapes.layers).map(shown);
  return (
    <section aria-label={t("Drawing")}>
      {titled && <p className={styles["heading"]}>{t("Drawing")}</p>}
      <VolumeBoxes
        small={brief && view === "all"}
        label={isCovered ? t("The layers as blocks") : shorthand.describe(state)}
        volumes={volumes}
        chosen={volumeOf(volumes, shapes.layers, chosen)}
        onChoose={onChoose}
        onChannels={
          locked
            ? undefined
            : (name, channels) =>
                onNetwork(withChannels(network, name, channels), { history: "merge" })
        }
        canChange={(name) => withChannels(network, name, 1) !== null}
      />
      {view === "drawing" && editor}
    </section>
  );
}

function BoxesPart(props: PictureProps) {
  const { state, shapes, locked, brief, titled, editor, onNetwork, onChoose } = props;
  const { network, chosen, view } = state;
  const { shown } = useShown();
  const step = (name: string | null, by: -1 | 1): void =>
    onNetwork(boxStepped(network, shapes, name, by), { history: "merge" });
  return (
    <section aria-label={t("Boxes")}>
      {titled && <p className={styles["heading"]}>{t("Boxes")}</p>}
      <LayerBoxes
        label={t("The layers as boxes")}
        boxes={boxesOf(network, shapes.layers).map(shown)}
        chosen={chosen}
        onChoose={onChoose}
        onStep={locked ? undefined : step}
      />
      {!(brief && view === "all") && editor}
    </section>
  );
}

interface RefusedProps {
  readonly problem: string;
  readonly candidate: NetworkSpec;
  readonly onNetwork: (network: NetworkSpec) => void;
}

/** What does not fit, and what would: each is one press. */
function Refused({ problem, candidate, onNetwork }: RefusedProps) {
  const fits = useMemo(() => fitting(candidate), [candidate]);
  return (
    <div role="alert" className={styles["problem"]}>
      <p>{t("{problem} The network stays as it was.", { problem })}</p>
      {fits.length > 0 && (
        <p className={styles["fits"]}>
          {t("What would fit:")}
          {fits.map(({ words, spec }) => (
            <Button key={words} onClick={() => onNetwork(spec)}>
              {echo(words)}
            </Button>
          ))}
        </p>
      )}
    </div>
  );
}
