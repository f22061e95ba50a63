/** A small grid of settings, one run after the other; the best one's settings can be taken over. */
import { t } from "../../../../language/words";
import { type ReactNode, useState } from "react";
import { counted } from "../../../../language/numerals";
import { Button } from "../../../../figures/marks/controls/Button";
import { Select } from "../../../../figures/marks/controls/Select";
import { NumberField } from "../../../../figures/marks/number-field/NumberField";
import { axisOf, axisProblem, cellsOf, MOST_CELLS } from "../../../../widgets/training/axes";
import type { TrainingState } from "../../../../widgets/training/definition";
import { SETTINGS, settingOf, type SettingKey } from "../../../../widgets/training/settings";
import { TextField } from "../../../../widgets/training/TextField";
import { Training } from "../../../../widgets/training/Training";
import { axisFor, GRID_KEYS } from "./grid-axes";
import { Pictured } from "../../Pictured";
import lab from "../../workbench.module.css";

const NOTHING: ReadonlySet<string> = new Set();
const STEPS = 200;
const NONE = "none";
/** As many variants as stand beside each other. */
const MOST_SEEDS = 4;

interface GridProps {
  /** Of the run, with its network. */
  readonly state: TrainingState;
  readonly onTake: (chosen: Partial<TrainingState>) => void;
}

/** What the reader sets. */
interface Plan {
  /** A setting and its values, as in `axisFor`. */
  readonly across: string;
  readonly down: string;
  readonly steps: number;
  readonly seeds: number;
}

export function Grid({ state, onTake }: GridProps): ReactNode {
  const setting = settingOf(state);
  const [plan, setPlan] = useState<Plan>(() => ({
    across: axisFor("rate", setting),
    down: axisFor("optimiser", setting),
    steps: STEPS,
    seeds: 1,
  }));
  const [looked, setLooked] = useState<Pick<TrainingState, "opened" | "cursor" | "log">>({
    opened: null,
    cursor: null,
    log: false,
  });
  const { across, down, steps, seeds } = plan;
  const keys = [across, down].flatMap((text) => axisOf(text)?.key ?? []);
  const variants = seedVariants(state.seed, keys.includes("seed") ? 1 : seeds);
  const shown = { run: "", variants, shows: "map", across, down, steps } as const;
  const grid: TrainingState = { ...state, ...looked, ...shown };
  const opened = cellsOf(setting, grid).find(({ id }) => id === looked.opened);
  return (
    <section aria-label={t("A grid of settings")} className={lab["part"]}>
      <h3>{t("Which settings together?")}</h3>
      <p className="soft">
        {t(
          "A network for each pair of two settings, one after the other, from the same seed or from several that follow it. All else is as above.",
        )}
      </p>
      <Planning plan={plan} state={state} onPlan={(next) => setPlan({ ...plan, ...next })} />
      <Pictured name={t("grid of settings")}>
        <Training
          id="lab grid"
          state={grid}
          change={({ opened: cell, cursor, log }) => setLooked({ opened: cell, cursor, log })}
          hidden={NOTHING}
          locked={NOTHING}
          mode="lesson"
        />
      </Pictured>
      {opened !== undefined && (
        <div className="row">
          <Button
            primary
            onClick={() =>
              onTake(Object.fromEntries(keys.map((key) => [key, opened.setting[key]])))
            }
          >
            {t("Train with these settings")}
          </Button>
          <span className="soft">{t("The run above begins anew with them.")}</span>
        </div>
      )}
    </section>
  );
}

interface PlanningProps {
  readonly plan: Plan;
  readonly state: TrainingState;
  readonly onPlan: (next: Partial<Plan>) => void;
}

function Planning({ plan, state, onPlan }: PlanningProps): ReactNode {
  const { across, down, steps, seeds } = plan;
  return (
    <>
      <Axis
        title={t("Across")}
        text={across}
        taken={keyOf(down)}
        state={state}
        onText={(text) => onPlan({ across: text })}
      />
      <Axis
        title={t("Down")}
        text={down}
        taken={keyOf(across)}
        state={state}
        onText={(text) => onPlan({ down: text })}
        none
      />
      <div className="row">
        <NumberField
          label={t("Steps of each")}
          value={steps}
          min={10}
          max={5000}
          step={50}
          whole
          onValue={(value) => onPlan({ steps: value })}
        />
        <NumberField
          label={t("Seeds of each")}
          value={seeds}
          min={1}
          max={MOST_SEEDS}
          whole
          onValue={(value) => onPlan({ seeds: value })}
        />
        <TooMany many={countIn(across) * countIn(down) * seeds} />
      </div>
    </>
  );
}

function TooMany({ many }: { readonly many: number }): ReactNode {
  return many <= MOST_CELLS ? null : (
    <span role="note">
      {t("{many} networks are too many: the first {most} are trained.", {
        many: counted(many),
        most: counted(MOST_CELLS),
      })}
    </span>
  );
}

/** The same grid for seeds that follow each other; of one seed no variant. */
function seedVariants(first: number, seeds: number): string {
  if (seeds === 1) return "";
  return Array.from({ length: seeds }, (_, at) => `seed ${first + at}: seed=${first + at}`).join(
    "; ",
  );
}

function keyOf(text: string): string {
  return text.split(":")[0] ?? "";
}

function valuesIn(text: string): string {
  return (text.split(/:(.*)/s)[1] ?? "").trim();
}

function countIn(text: string): number {
  return axisOf(text)?.values.length ?? 1;
}

interface AxisProps {
  readonly title: string;
  readonly text: string;
  /** The setting of the other axis. */
  readonly taken: string;
  readonly state: TrainingState;
  readonly none?: boolean;
  readonly onText: (text: string) => void;
}

/** A setting and its values. */
function Axis({ title, text, taken, state, none = false, onText }: AxisProps): ReactNode {
  const key = keyOf(text);
  const choose = (next: string): void => {
    const chosen = GRID_KEYS.find((one) => one === next);
    onText(chosen === undefined ? "" : axisFor(chosen, settingOf(state)));
  };
  const option = (one: SettingKey) => ({
    value: one,
    title: SETTINGS[one].label,
    whyNot: one === taken ? t("it is the other one") : null,
  });
  return (
    <div className={lab["axis"]}>
      <Select
        label={title}
        value={key === "" ? NONE : key}
        options={[
          ...GRID_KEYS.map(option),
          ...(none ? [{ value: NONE, title: t("nothing more") }] : []),
        ]}
        onChange={choose}
      />
      {key !== "" && (
        <TextField
          key={key}
          label={t("Values")}
          value={valuesIn(text)}
          problemOf={(values) => axisProblem(`${key}: ${values}`)}
          locked={false}
          onValue={(values) => onText(`${key}: ${values.trim()}`)}
        />
      )}
    </div>
  );
}
