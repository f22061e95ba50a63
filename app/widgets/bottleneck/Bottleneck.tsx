/** Two roads to the same volume: counted side by side, and run on this machine so that the saving is seen in milliseconds. */
import { useState } from "react";
import { VolumeBoxes } from "../../figures/volume-boxes/VolumeBoxes";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import type { WidgetProps } from "../widget";
import { countOf, type Road, timeOf } from "./counting";
import { bottleneck, type BottleneckState, RANGES } from "./definition";
import styles from "./bottleneck.module.css";

type Timing =
  | { readonly kind: "none" | "running" }
  | { readonly kind: "done"; readonly straight: number; readonly bottleneck: number; readonly on: string; readonly of: string }
  | { readonly kind: "failed"; readonly why: string };

const NAMES = { side: "Picture", channels: "Channels in", filters: "Filters", kernel: "Filter size", reduced: "Bottleneck" } as const;

export function Bottleneck({ state, change, hidden, locked }: WidgetProps<BottleneckState>) {
  const [timing, setTiming] = useState<Timing>({ kind: "none" });
  const current = JSON.stringify(state);
  const straight = countOf("straight", state);
  const narrow = countOf("bottleneck", state);
  const set = (name: keyof typeof RANGES, value: number): void => {
    const step = name === "kernel" && value % 2 === 0 ? value + Math.sign(value - state.kernel) : value;
    change(bottleneck.restore({ ...state, [name]: step }, state), { history: "merge" });
  };
  const run = async (): Promise<void> => {
    setTiming({ kind: "running" });
    setTiming(await measure(state, current));
  };
  return (
    <div className={styles["bottleneck"]}>
      <div className={styles["controls"]}>
        {(Object.keys(NAMES) as (keyof typeof NAMES)[])
          .filter((name) => !hidden.has(name))
          .map((name) => (
            <Stepper
              key={name}
              label={NAMES[name]}
              value={state[name]}
              locked={locked.has(name)}
              whyNot={(value) =>
                value < RANGES[name][0] || value > RANGES[name][1] ? `From ${RANGES[name][0]} to ${RANGES[name][1]}.` : null
              }
              onChange={(value) => set(name, value)}
            />
          ))}
      </div>
      <RoadView title="Straight" road="straight" state={state} most={straight.multiplications} />
      <RoadView title="Through a 1×1 bottleneck" road="bottleneck" state={state} most={straight.multiplications} />
      <p className={styles["ratio"]}>
        {straight.multiplications >= narrow.multiplications
          ? `The bottleneck needs ${(straight.multiplications / narrow.multiplications).toFixed(1)} times fewer multiplications.`
          : "Here the bottleneck is no bottleneck: it needs more multiplications than the straight road."}
      </p>
      {!hidden.has("run") && (
        <p className={styles["run"]}>
          <button type="button" onClick={run} disabled={timing.kind === "running"}>
            {timing.kind === "running" ? "Running both …" : "Run both on this machine"}
          </button>
          <output>{timingText(timing, current)}</output>
        </p>
      )}
    </div>
  );
}

function RoadView({
  title,
  road,
  state,
  most,
}: {
  readonly title: string;
  readonly road: Road;
  readonly state: BottleneckState;
  readonly most: number;
}) {
  const count = countOf(road, state);
  const size = (shape: readonly number[]): string => `${shape[1]}×${shape[2]}×${shape[0]}`;
  const input = [state.channels, state.side, state.side];
  return (
    <section>
      <h4>{title}</h4>
      <div className={styles["scroll"]}>
        <VolumeBoxes
          label={`${title}: ${count.multiplications.toLocaleString("en")} multiplications`}
          volumes={[
            { layer: null, shape: input, size: size(input), made: [] },
            ...count.layers.map((layer) => ({
              layer: layer.name,
              shape: layer.shape,
              size: size(layer.shape),
              made: [`${layer.shape[0]} filters`, layer.name === "narrow" ? "1×1" : `${state.kernel}×${state.kernel}`],
            })),
          ]}
          chosen={null}
        />
      </div>
      <ul className={styles["counts"]}>
        {count.layers.map((layer, at) => {
          const depth = at === 0 ? state.channels : (count.layers[at - 1]?.shape[0] ?? 1);
          const f = layer.name === "narrow" ? 1 : state.kernel;
          return (
            <li key={layer.name}>
              {state.side} × {state.side} × {layer.shape[0]} numbers, {f} × {f} × {depth} products each:{" "}
              <b data-count={layer.multiplications}>{layer.multiplications.toLocaleString("en")}</b>
            </li>
          );
        })}
        {count.layers.length > 1 && (
          <li>
            together: <b data-count={count.multiplications}>{count.multiplications.toLocaleString("en")}</b>
          </li>
        )}
      </ul>
      <meter
        min={0}
        max={Math.max(most, count.multiplications)}
        value={count.multiplications}
        aria-label={`${title}, share of the straight road`}
      />
    </section>
  );
}

async function measure(state: BottleneckState, of: string): Promise<Timing> {
  try {
    const { createWasm } = await import("../../../engine/backends/wasm");
    const backend = await createWasm();
    try {
      return {
        kind: "done",
        straight: await timeOf("straight", state, backend),
        bottleneck: await timeOf("bottleneck", state, backend),
        on: backend.description,
        of,
      };
    } finally {
      backend.dispose();
    }
  } catch (error) {
    return { kind: "failed", why: error instanceof Error ? error.message : "it could not be run here" };
  }
}

function timingText(timing: Timing, current: string): string {
  if (timing.kind === "failed") return `It could not be run here: ${timing.why}`;
  if (timing.kind !== "done") return "";
  const ratio = timing.straight / timing.bottleneck;
  const stale = timing.of === current ? "" : " (for the sizes before the last change)";
  return `Straight ${timing.straight.toFixed(2)} ms, bottleneck ${timing.bottleneck.toFixed(2)} ms: ${ratio >= 1 ? `${ratio.toFixed(1)} times as fast` : `${(1 / ratio).toFixed(1)} times as slow`}. WebAssembly, ${timing.on}${stale}.`;
}
