/**
 * Both paths run on this machine: which backend, how far, and the milliseconds with how much they
 * varied.
 */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { useState } from "react";
import { variables } from "../../figures/marks/style";
import type { Sizes } from "./counting";
import { median, PATHS } from "./timing";
import { backendTitle, failedText, RunOn, runningText } from "../RunOn";
import type { WorkerBackend } from "../start-backend";
import type { Timing, TimingControl } from "./useTiming";
import styles from "./bottleneck.module.css";

const NAMES = { straight: "Straight", bottleneck: "Bottleneck" } as const;

export function RunBoth({ sizes, timing, start, stop }: TimingControl & { readonly sizes: Sizes }) {
  const [backend, setBackend] = useState<WorkerBackend>("wasm");
  const running = timing.kind === "running";
  return (
    <section className={styles["timing"]}>
      <div className={styles["run"]}>
        <RunOn backend={backend} onBackend={setBackend} running={running} />
        <button type="button" onClick={() => (running ? stop() : start(sizes, backend))}>
          {running ? t("Stop") : t("Run both on this machine")}
        </button>
        {running && <progress max={timing.of} value={timing.done} aria-label={t("Runs done")} />}
      </div>
      {timing.kind === "done" && <Bars timing={timing} />}
      <output>{wordsFor(timing, sizes)}</output>
    </section>
  );
}

function Bars({ timing }: { readonly timing: Extract<Timing, { kind: "done" }> }) {
  const most = Math.max(...PATHS.map((path) => median(timing.times[path])));
  return (
    <dl className={styles["bars"]}>
      {PATHS.map((path) => {
        const middle = median(timing.times[path]);
        const [least, largest] = [Math.min(...timing.times[path]), Math.max(...timing.times[path])];
        return (
          <div key={path}>
            <dt>{NAMES[path]}</dt>
            <dd>
              {rich("{part}{milliseconds} ({milliseconds2} to {milliseconds3})", {
                part: (
                  <span
                    className={styles["bar"]}
                    style={variables({ "--share": most > 0 ? middle / most : 0 })}
                    aria-hidden
                  />
                ),
                milliseconds: (
                  <b data-ms={middle}>
                    {t("{milliseconds} ms", { milliseconds: milliseconds(middle) })}
                  </b>
                ),
                milliseconds2: milliseconds(least),
                milliseconds3: milliseconds(largest),
              })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function wordsFor(timing: Timing, sizes: Sizes): string {
  if (timing.kind === "running") return runningText();
  if (timing.kind === "failed") return failedText(timing.why);
  if (timing.kind === "none") return "";
  const ratio = median(timing.times.straight) / median(timing.times.bottleneck);
  const compared =
    ratio >= 1
      ? t("{ratio} times as fast", { ratio: ratio.toFixed(1) })
      : t("{value} times as slow", { value: (1 / ratio).toFixed(1) });
  const stale =
    JSON.stringify(timing.sizes) === JSON.stringify(sizes)
      ? ""
      : t(" This was before the last change of sizes.");
  return t(
    "Through the bottleneck it is {compared}. Median of {straight} runs each, in turns, on {backend} ({on}).{stale}",
    {
      compared,
      straight: timing.times.straight.length,
      backend: backendTitle(timing.backend),
      on: timing.on,
      stale,
    },
  );
}

/** Three digits that mean something. */
function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}
