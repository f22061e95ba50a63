/** Learning rates from tiny to huge in one short run: where the loss falls, and where it leaves. */
import { echo, t } from "../../../../language/words";
import { type ReactNode, useContext, useEffect, useEffectEvent, useMemo, useState } from "react";
import { useStore } from "zustand";
import { LabError } from "../../../../../engine/core/errors";
import { Curve } from "../../../../figures/curve/Curve";
import { decade, readable } from "../../../../figures/curve/format";
import type { Across } from "../../../../figures/curve/series";
import { RunsContext } from "../../../../runs/runs";
import { wantedBackend } from "../../../../runs/useRun";
import { withEnd } from "../../../../shell/reason";
import { recipeOf } from "../../../../widgets/training/recipe";
import type { Setting } from "../../../../widgets/training/settings";
import { averaged, DECADE, rangeRecipe, rateAt, TEST_STEPS, verdictOf } from "./rates";
import lab from "../../workbench.module.css";

const RATES: Across = {
  one: "rate",
  many: "rates",
  at: (step) => (step % DECADE === 0 ? decade : readable)(rateAt(step)),
};

interface RateTestProps {
  readonly setting: Setting;
  readonly onRate: (rate: number) => void;
}

export function RateTest({ setting, onRate }: RateTestProps): ReactNode {
  const { view, begin, stop } = useRangeRun(setting);
  const [cursor, setCursor] = useState<number | null>(null);
  const { losses, phase, problem } = view;
  const verdict = verdictOf(losses);
  const running = phase === "opening" || phase === "running";
  const over = !running && losses.length > 0;
  // What comes behind the loss that was lost would press the rest to a line.
  const end = verdict?.lost ?? TEST_STEPS;
  const drawn = losses.filter(({ step }) => step <= end);
  return (
    <section aria-label={t("Learning-rate range test")} className={lab["part"]}>
      <h3>{t("Which learning rate?")}</h3>
      <p className={lab["hint"]}>
        {t(
          "A run of {testSteps} steps from the same seed. At every step the rate grows by the same factor, from 0.00001 to 10. The run above stays as it is.",
          { testSteps: TEST_STEPS },
        )}
      </p>
      <div className={lab["row"]}>
        <button type="button" className="button primary" onClick={running ? stop : begin}>
          {running ? t("Stop") : over ? t("Test again") : t("Test the rates")}
        </button>
        <progress
          max={TEST_STEPS}
          value={losses.at(-1)?.step ?? 0}
          aria-label={t("Steps of the range test")}
        />
      </div>
      {phase === "failed" && problem !== null && (
        <p role="alert">{withEnd(echo(problem.message))}</p>
      )}
      {losses.length > 0 && (
        <Curve
          title={t("Training loss at each rate")}
          series={[
            { id: "batch", label: t("of one batch"), points: drawn, tone: "second", mark: "line" },
            {
              id: "mean",
              label: t("mean of 5"),
              points: averaged(drawn),
              tone: "first",
              mark: "line",
            },
          ]}
          scale="linear"
          across={RATES}
          cursor={cursor}
          onCursor={setCursor}
          lastStep={TEST_STEPS}
        />
      )}
      {over && (
        <div className={lab["row"]}>
          <output>{told(verdict)}</output>
          {verdict !== null && (
            <button type="button" className="button" onClick={() => onRate(verdict.rate)}>
              {t("Use {rate}", { rate: verdict.rate })}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function told(verdict: ReturnType<typeof verdictOf>): string {
  if (verdict === null)
    return t(
      "At no rate does the loss fall below that of the first steps. Look at the pixels and the first weights.",
    );
  const { least, lost, rate } = verdict;
  const end =
    lost === null
      ? ""
      : t(" From {rateAt} on it is more than 4 times as large.", {
          rateAt: readable(rateAt(lost)),
        });
  return t(
    "The mean loss is smallest, {readable}, at a rate of {rateAt}.{end} There the weights already move too far; a tenth of it, {rate}, is a good rate to begin with.",
    { readable: readable(least.value), rateAt: readable(rateAt(least.step)), end, rate },
  );
}

/** The run of the test: it ends by itself when the loss has left what it had found. */
function useRangeRun(setting: Setting) {
  const runs = useContext(RunsContext);
  const handle = useMemo(() => runs.run("lab rates"), [runs]);
  const view = useStore(handle.view);
  const key = JSON.stringify(setting);
  const forget = useEffectEvent((of: string) => {
    if (of !== "") void handle.close();
  });
  // What another setting would give is not what is drawn.
  useEffect(() => () => forget(key), [key]);
  useEffect(() => handle.attend(true), [handle]);
  const lost = verdictOf(view.losses)?.lost ?? null;
  const running = view.phase === "running";
  useEffect(() => {
    if (running && lost !== null) handle.pause();
  }, [handle, running, lost]);
  const begin = async (): Promise<void> => {
    await handle.close();
    try {
      const recipe = rangeRecipe(recipeOf(setting, TEST_STEPS));
      await handle.open({ recipe, key, backend: wantedBackend() });
    } catch (error) {
      if (error instanceof LabError) return handle.refuse(error);
      throw error;
    }
    if (handle.view.getState().phase === "ready") handle.start(TEST_STEPS);
  };
  return { view, begin: () => void begin(), stop: () => handle.pause() };
}
