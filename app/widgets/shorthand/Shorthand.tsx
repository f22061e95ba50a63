/**
 * The four representations of one network, or one of them; what does not fit is said and the
 * network stays as it was.
 */
import { echo, t } from "../../language/words";
import { useContext, useMemo, useState } from "react";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { type NetworkShapes, networkShapes } from "../../../engine/graph/shapes";
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

/** Blocks and boxes, with a question mark for a size that is asked for. */
function useDrawn(network: NetworkSpec, layers: NetworkShapes["layers"]) {
  const covered = useContext(CoveredContext);
  const shown = <One extends { readonly layer: string | null; readonly size: string }>(
    one: One,
  ): One =>
    one.layer !== null && covered.has(`${one.layer}.output`) ? { ...one, size: COVER } : one;
  return {
    volumes: drawnVolumes(network, layers).map(shown),
    boxes: boxesOf(network, layers).map(shown),
    isCovered: covered.size > 0,
  };
}

export function Shorthand(props: WidgetProps<ShorthandState>) {
  const { state, change, locked, mode } = props;
  const [refused, setRefused] = useState<{ problem: string; candidate: NetworkSpec } | null>(null);
  const { network, chosen, view } = state;
  const shapes = networkShapes(network);
  const { layers } = shapes;
  const choose = (name: string | null): void => {
    if (name !== chosen) change({ ...state, chosen: name }, { history: "merge" });
  };
  /** Takes an edited network when it holds together; says why when it does not. */
  const take = (candidate: NetworkSpec | null, options?: { readonly history: "merge" }): void => {
    if (candidate === null) return;
    const result = checked(candidate);
    setRefused("problem" in result ? { ...result, candidate } : null);
    if ("network" in result)
      change(shorthand.restore({ ...state, network: result.network }, state), options);
  };
  const stepBox = (name: string | null, by: -1 | 1): void =>
    take(boxStepped(network, shapes, name, by), { history: "merge" });
  const { volumes, boxes, isCovered } = useDrawn(network, layers);
  const shows = (one: ShorthandState["view"]): boolean => view === "all" || view === one;
  /**
   * On a projector everything that is not the network itself gives way, so that its numbers are
   * large.
   */
  const brief = mode === "stage";
  /** A representation alone needs no heading: the switch above says which it is. */
  const titled = !brief || view === "all";
  const fixed = locked.has("table");
  const layer = layers.find(({ name }) => name === chosen) ?? null;
  const reasons = state.costs && layer !== null && <LayerReasons network={shapes} layer={layer} />;
  const editor = (
    <LayerEditor network={network} layer={layer} locked={fixed} brief={brief} onNetwork={take} />
  );
  return (
    <div className={styles["shorthand"]}>
      <Controls {...props} table={fields} show={SHOWN} />
      {shows("drawing") && (
        <section aria-label={t("Drawing")}>
          {titled && <p className={styles["heading"]}>{t("Drawing")}</p>}
          <VolumeBoxes
            small={brief && view === "all"}
            label={isCovered ? t("The layers as blocks") : shorthand.describe(state)}
            volumes={volumes}
            chosen={volumeOf(volumes, layers, chosen)}
            onChoose={choose}
            onChannels={
              fixed
                ? undefined
                : (name, channels) =>
                    take(withChannels(network, name, channels), { history: "merge" })
            }
            canChange={(name) => withChannels(network, name, 1) !== null}
          />
          {view === "drawing" && editor}
        </section>
      )}
      {shows("boxes") && (
        <section aria-label={t("Boxes")}>
          {titled && <p className={styles["heading"]}>{t("Boxes")}</p>}
          <LayerBoxes
            label={t("The layers as boxes")}
            boxes={boxes}
            chosen={chosen}
            onChoose={choose}
            onStep={fixed ? undefined : stepBox}
          />
          {!(brief && view === "all") && editor}
        </section>
      )}
      {shows("table") && (
        <ShorthandTable
          state={state}
          locked={fixed}
          brief={brief}
          titled={titled}
          onNetwork={take}
          onChoose={choose}
        />
      )}
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

/** What does not fit, and what would: each is one press. */
function Refused({
  problem,
  candidate,
  onNetwork,
}: {
  readonly problem: string;
  readonly candidate: NetworkSpec;
  readonly onNetwork: (network: NetworkSpec) => void;
}) {
  const fits = useMemo(() => fitting(candidate), [candidate]);
  return (
    <div role="alert" className={styles["problem"]}>
      <p>{t("{problem} The network stays as it was.", { problem })}</p>
      {fits.length > 0 && (
        <p className={styles["fits"]}>
          {t("What would fit:")}
          {fits.map(({ words, spec }) => (
            <button key={words} type="button" className="button" onClick={() => onNetwork(spec)}>
              {echo(words)}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
