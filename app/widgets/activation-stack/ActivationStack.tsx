/**
 * A deep stack of one activation: distributions going up, gradient coming back, and the chosen
 * layer in numbers.
 */
import { LogColumns } from "../../figures/layer-plots/LogColumns";
import { DensityColumns } from "../../figures/layer-plots/DensityColumns";
import { spoken } from "../../figures/describe/number";
import { ABOUT, ACTIVATIONS } from "../activation/functions";
import controls from "../activation/activation.module.css";
import type { WidgetProps } from "../widget";
import { activationStack, DEEPEST, type StackState } from "./definition";
import { INITS, runStack } from "./stack";
import styles from "./activation-stack.module.css";

const INIT_NAMES = {
  xavier: "Xavier: std √(2/(n+n′))",
  he: "He: std √(2/n)",
  standard: "std 1",
} as const;

export function ActivationStack(props: WidgetProps<StackState>) {
  const { state, change } = props;
  const reports = runStack(state);
  const layer = reports[state.layer];
  const reach = reachOf(reports.map(({ values }) => values));
  const choose = (at: number): void =>
    change(activationStack.seek(state, at), { history: "merge" });
  const named = (at: number): string => (at === 0 ? "the input" : `layer ${at}`);
  return (
    <div className={styles["stack"]}>
      <Controls {...props} />
      <h3>Going forward: the numbers that each layer gives</h3>
      <DensityColumns
        title={`Distribution of the numbers after each of ${state.depth} layers`}
        layers={reports.map(({ values }, at) => ({ name: named(at), values }))}
        low={reach.low}
        high={reach.high}
        chosen={state.layer}
        onChoose={choose}
      />
      <h3>Coming back: the size of the gradient that arrives</h3>
      <LogColumns
        title="Root mean square of the gradient at each layer"
        bars={reports.map(({ gradient }, at) => ({ name: named(at), value: gradient }))}
        chosen={state.layer}
        onChoose={choose}
      />
      {layer !== undefined && (
        <dl className={controls["readout"]}>
          <Fact name="layer" value={state.layer === 0 ? "input" : String(state.layer)} />
          <Fact name="mean" value={spoken(layer.mean)} />
          <Fact name="spread (std)" value={spoken(layer.std)} />
          <Fact name="from input to input" value={spoken(layer.moves)} />
          <Fact name="dead units" value={`${Math.round(100 * layer.dead)} %`} />
          <Fact
            name="slopes < 0.05"
            value={state.layer === 0 ? "–" : `${Math.round(100 * layer.saturated)} %`}
          />
          <Fact name="gradient" value={spoken(layer.gradient)} />
        </dl>
      )}
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Controls({ state, change, hidden, locked }: WidgetProps<StackState>) {
  return (
    <div className={controls["controls"]} data-controls>
      {!hidden.has("activation") && (
        <label>
          Activation
          <select
            value={state.activation}
            disabled={locked.has("activation")}
            onChange={(event) =>
              change({
                ...state,
                activation:
                  ACTIVATIONS.find((name) => name === event.target.value) ?? state.activation,
              })
            }
          >
            {ACTIVATIONS.map((name) => (
              <option key={name} value={name}>
                {ABOUT[name].title}
              </option>
            ))}
          </select>
        </label>
      )}
      {!hidden.has("init") && (
        <label>
          Weights
          <select
            value={state.init}
            disabled={locked.has("init")}
            onChange={(event) =>
              change({
                ...state,
                init: INITS.find((name) => name === event.target.value) ?? state.init,
              })
            }
          >
            {INITS.map((name) => (
              <option key={name} value={name}>
                {INIT_NAMES[name]}
              </option>
            ))}
          </select>
        </label>
      )}
      {!hidden.has("depth") && (
        <label>
          <span>
            Layers: <b>{state.depth}</b>
          </span>
          <input
            type="range"
            min={1}
            max={DEEPEST}
            value={state.depth}
            disabled={locked.has("depth")}
            onChange={(event) =>
              change(
                activationStack.restore(
                  { depth: event.target.valueAsNumber },
                  { ...state, layer: Math.min(state.layer, event.target.valueAsNumber) },
                ),
                { history: "merge" },
              )
            }
          />
        </label>
      )}
      {!hidden.has("scale") && (
        <label>
          <span>
            Weights × <b>{state.scale}</b>
          </span>
          <input
            type="range"
            min={0}
            max={4}
            step={0.1}
            value={state.scale}
            disabled={locked.has("scale")}
            onChange={(event) =>
              change({ ...state, scale: event.target.valueAsNumber }, { history: "merge" })
            }
          />
        </label>
      )}
      {!hidden.has("seed") && (
        <button
          type="button"
          className={styles["seed"]}
          disabled={locked.has("seed")}
          onClick={() => change({ ...state, seed: (state.seed + 1) % 10_000 })}
        >
          Other weights (seed {state.seed})
        </button>
      )}
    </div>
  );
}

/** A shared axis that holds nearly all numbers of all layers, at least −1 to 1 and at most ±100. */
function reachOf(layers: readonly Float64Array[]): { readonly low: number; readonly high: number } {
  const largest = Math.max(1, ...layers.map((values) => quantile(values, 0.995)));
  const reach = Math.min(100, largest * 1.05);
  return { low: -reach, high: reach };
}

function quantile(values: Float64Array, share: number): number {
  const sizes = values.map((value) => (Number.isNaN(value) ? 0 : Math.abs(value))).toSorted();
  return sizes[Math.floor(share * (sizes.length - 1))] ?? 0;
}
