/** A small grid of settings, one run after the other; the best one's settings can be taken over. */
import { t } from "../../../../language/words";
import { type ReactNode, useState } from "react";
import { counted } from "../../../../language/numerals";
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

export function Grid({ state, onTake }: GridProps): ReactNode {
  const setting = settingOf(state);
  const [across, setAcross] = useState(() => axisFor("rate", setting));
  const [down, setDown] = useState(() => axisFor("optimiser", setting));
  const [steps, setSteps] = useState(STEPS);
  const [seeds, setSeeds] = useState(1);
  const [looked, setLooked] = useState<Pick<TrainingState, "opened" | "cursor" | "log">>({
    opened: null,
    cursor: null,
    log: false,
  });
  const keys = [across, down].flatMap((text) => axisOf(text)?.key ?? []);
  const grid: TrainingState = {
    ...state,
    ...looked,
    run: "",
    variants: seedVariants(state.seed, keys.includes("seed") ? 1 : seeds),
    shows: "map",
    across,
    down,
    steps,
  };
  const cells = cellsOf(setting, grid);
  const opened = cells.find(({ id }) => id === looked.opened);
  const many = [across, down].reduce((product, text) => product * countIn(text), seeds);
  return (
    <section aria-label={t("A grid of settings")} className={lab["part"]}>
      <h3>{t("Which settings together?")}</h3>
      <p className={lab["hint"]}>
        {t(
          "A network for each pair of two settings, one after the other, from the same seed or from several that follow it. All else is as above.",
        )}
      </p>
      <Axis
        title={t("Across")}
        text={across}
        taken={keyOf(down)}
        state={state}
        onText={setAcross}
      />
      <Axis
        title={t("Down")}
        text={down}
        taken={keyOf(across)}
        state={state}
        onText={setDown}
        none
      />
      <div className={lab["row"]}>
        <NumberField
          label={t("Steps of each")}
          value={steps}
          min={10}
          max={5000}
          step={50}
          whole
          onValue={setSteps}
        />
        <NumberField
          label={t("Seeds of each")}
          value={seeds}
          min={1}
          max={MOST_SEEDS}
          whole
          onValue={setSeeds}
        />
        <TooMany many={many} />
      </div>
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
        <div className={lab["row"]}>
          <button
            type="button"
            className="button primary"
            onClick={() =>
              onTake(Object.fromEntries(keys.map((key) => [key, opened.setting[key]])))
            }
          >
            {t("Train with these settings")}
          </button>
          <span className={lab["hint"]}>{t("The run above begins anew with them.")}</span>
        </div>
      )}
    </section>
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
