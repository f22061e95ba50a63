/** Learning rates from tiny to huge in one short run: where the loss falls, and where it leaves. */
import { echo, t } from "../../../../language/words";
import { type ReactNode, useMemo, useState } from "react";
import { useStore } from "zustand";
import { orProblem } from "../../../../../engine/core/errors";
import { Button } from "../../../../figures/marks/controls/Button";
import { Curve } from "../../../../figures/curve/Curve";
import { decade, readable } from "../../../../figures/curve/format";
import { type Across, type Point, type Series, toneOf } from "../../../../figures/curve/series";
import { NumberField } from "../../../../figures/marks/number-field/NumberField";
import type { MapJob, MapResult, MapState } from "../../../../runs/map-run";
import { useMapRun } from "../../../../runs/useMapRun";
import { wantedBackend } from "../../../../runs/useRun";
import { withEnd } from "../../../../shell/reason";
import { recipeOf } from "../../../../widgets/training/recipe";
import type { Setting } from "../../../../widgets/training/settings";
import { ordered } from "../../../../widgets/training/words";
import { averaged, DECADE, meanOfSeeds, rangeRecipe, rateAt, TEST_STEPS, verdictOf } from "./rates";
import { Pictured } from "../../Pictured";
import lab from "../../workbench.module.css";

const RATES: Across = {
  one: "rate",
  many: "rates",
  at: (step) => (step % DECADE === 0 ? decade : readable)(rateAt(step)),
};

const MOST_SEEDS = 5;

interface RateTestProps {
  readonly setting: Setting;
  readonly onRate: (rate: number) => void;
}

export function RateTest({ setting, onRate }: RateTestProps): ReactNode {
  const [seeds, setSeeds] = useState(1);
  const { map, found, jobs } = useRangeRuns(setting, seeds);
  const { running } = found;
  const { known, ended, shown } = resultsOf(jobs, found);
  const losses = meanOfSeeds(shown);
  const verdict = verdictOf(losses);
  const isOver = !running && ended.length > 0 && losses.length > 0;
  const why = known.find(({ losses: none }) => none.length === 0)?.why ?? "";
  const done = known.reduce((sum, one) => sum + stepsOf(one), 0);
  const press = (): void => {
    if (running) return map.pause();
    if (ended.length === jobs.length) map.forget();
    void map.start(jobs, TEST_STEPS);
  };
  return (
    <section aria-label={t("Learning-rate range test")} className={lab["part"]}>
      <h3>{t("Which learning rate?")}</h3>
      <p className="soft">
        {t(
          "A run of {steps} steps from the same seed, or several from seeds that follow it. At every step the rate grows by the same factor, from 0.00001 to 10. The run above stays as it is.",
          { steps: TEST_STEPS },
        )}
      </p>
      <div className="row">
        <NumberField
          label={t("Seeds")}
          value={seeds}
          min={1}
          max={MOST_SEEDS}
          whole
          locked={running}
          onValue={setSeeds}
        />
        <Button primary onClick={press}>
          {running ? t("Stop") : isOver ? t("Test again") : t("Test the rates")}
        </Button>
        <progress
          max={TEST_STEPS * jobs.length}
          value={done}
          aria-label={t("Steps of the range test")}
        />
      </div>
      {why !== "" && <p role="alert">{withEnd(echo(why))}</p>}
      {losses.length > 0 && (
        <Losses series={seriesOf(shown, losses, verdict?.lost ?? TEST_STEPS)} />
      )}
      {isOver && (
        <Told verdict={verdict} spread={seeds > 1 ? spreadOf(shown) : ""} onRate={onRate} />
      )}
    </section>
  );
}

/** Of the seeds: what is known, what is over, and the losses to draw. */
function resultsOf(jobs: readonly MapJob[], { results }: MapState) {
  const known = jobs.flatMap(({ id }) => results[id] ?? []);
  const ended = known.filter(({ phase }) => phase !== "running");
  const shown = (ended.length > 0 ? ended : known).map(({ losses }) => losses);
  return { known, ended, shown };
}

function Losses({ series }: { readonly series: readonly Series[] }): ReactNode {
  const [cursor, setCursor] = useState<number | null>(null);
  return (
    <Pictured name="range of learning rates">
      <Curve
        title={t("Training loss at each rate")}
        series={series}
        scale="linear"
        across={RATES}
        cursor={cursor}
        onCursor={setCursor}
        lastStep={TEST_STEPS}
      />
    </Pictured>
  );
}

interface ToldProps extends Pick<RateTestProps, "onRate"> {
  readonly verdict: ReturnType<typeof verdictOf>;
  /** What each seed alone would say. */
  readonly spread: string;
}

function Told({ verdict, spread, onRate }: ToldProps): ReactNode {
  return (
    <div className="row">
      <output>
        {told(verdict)} {spread}
      </output>
      {verdict !== null && (
        <Button onClick={() => onRate(verdict.rate)}>
          {t("Use {rate}", { rate: verdict.rate })}
        </Button>
      )}
    </div>
  );
}

function told(verdict: ToldProps["verdict"]): string {
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

/** What each seed alone would say. */
function spreadOf(all: readonly (readonly Point[])[]): string {
  const rates = all.map((losses) => verdictOf(losses)?.rate ?? null);
  const named = rates.map((rate) => (rate === null ? t("none") : String(rate)));
  return t("The mean is that of {count} seeds; each alone would say {rates}.", {
    count: all.length,
    rates: ordered(named),
  });
}

function stepsOf({ phase, losses }: MapResult): number {
  return phase === "running" ? (losses.at(-1)?.step ?? 0) : TEST_STEPS;
}

/** Up to the loss that was lost: what comes behind it would press the rest to a line. */
function seriesOf(
  all: readonly (readonly Point[])[],
  mean: readonly Point[],
  end: number,
): readonly Series[] {
  const upTo = (points: readonly Point[]): readonly Point[] =>
    points.filter(({ step, value }) => step <= end && Number.isFinite(value));
  const single = all.length === 1;
  return [
    ...all.map(
      (losses, at): Series => ({
        id: `seed ${at}`,
        label: single ? t("of one batch") : `seed ${at + 1}`,
        points: upTo(single ? losses : averaged(losses)),
        tone: single ? "second" : toneOf(at + 1),
        mark: "line",
      }),
    ),
    {
      id: "mean",
      label: single ? t("mean of 5") : "mean of the seeds",
      points: upTo(averaged(mean)),
      tone: "first",
      mark: "line",
    },
  ];
}

/** One short run for each seed, one after the other. */
function useRangeRuns(setting: Setting, seeds: number) {
  const key = JSON.stringify(setting);
  const { map } = useMapRun("lab rates", key);
  const found = useStore(map.state);
  const jobs = useMemo(
    () =>
      Array.from({ length: seeds }, (_, at): MapJob => {
        const own = { ...setting, seed: setting.seed + at };
        return { id: String(own.seed), request: requestFor(own) };
      }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key stands for the setting
    [key, seeds],
  );
  return { map, found, jobs };
}

function requestFor(setting: Setting): MapJob["request"] {
  return orProblem(() => ({
    recipe: rangeRecipe(recipeOf(setting, TEST_STEPS)),
    key: JSON.stringify(setting),
    backend: wantedBackend(),
  }));
}
