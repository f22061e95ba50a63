/**
 * The accuracy of each run's network with mean and variance of other origin than the running
 * averages: measured one after the other whenever the runs stand still.
 */
import { echo, t } from "../../language/words";
import { LabError } from "../../../engine/core/errors";
import { percent } from "../../figures/curve/format";
import { conditionText, CONDITIONS, SCORED } from "./conditions";
import type { RunsProps } from "./Curves";
import type { Shown } from "./Training";
import styles from "./training.module.css";
import { useAtRest, type Question } from "./useAtRest";
import { counted } from "../../language/numerals";

/** A share of right answers, or why there is none; by the place in `CONDITIONS`. */
type Answers = readonly (number | string)[];

export function Conditions({ runs }: Pick<RunsProps, "runs">) {
  const [a, b, c, d] = runs;
  const measured = [useAnswers(a), useAnswers(b), useAnswers(c), useAnswers(d)];
  const rest = runs.some(({ view }) => view.phase === "running")
    ? t(": measured when the runs pause")
    : "";
  return (
    <div className={styles["scroll"]}>
      <table className={styles["conditions"]}>
        <caption>
          {t("Right of {scored} held-out pictures{rest}", { scored: counted(SCORED), rest })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("Mean and variance")}</th>
            {runs.map(({ name, view }) => (
              <th key={name} scope="col">
                {name}{" "}
                {view.snapshot !== null && (
                  <span className={styles["unbroken"]}>
                    {t("step {step}", { step: view.snapshot.step })}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CONDITIONS.map(conditionText).map((title, at) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {runs.map(({ name }, run) => (
                <td key={name}>{worded(measured[run]?.[at])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function worded(answer: number | string | undefined) {
  if (answer === undefined) return "·";
  return typeof answer === "number" ? percent(answer) : <small>{answer}</small>;
}

function useAnswers(run: Shown | undefined): Answers {
  return useAtRest(run, answersOf) ?? [];
}

const answersOf: Question<Answers> = async ({ handle }, hear, isWanted) => {
  const answers: (number | string)[] = [];
  for (const { asked } of CONDITIONS) {
    if (!isWanted()) return;
    answers.push(
      await handle.examine(...asked).then(
        ({ accuracy }) => accuracy,
        (problem: unknown) => {
          if (problem instanceof LabError) return echo(problem.message);
          throw problem;
        },
      ),
    );
    hear([...answers]);
  }
};
