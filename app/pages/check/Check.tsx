/**
 * `#/check`: does this machine compute what the lab says it does? For whoever prepares a room, and
 * for whoever doubts.
 */
import { messageOf } from "../../../engine/core/errors";
import { echo, t } from "../../language/words";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Examined, startExamination } from "../../../engine/client/check";
import { announce } from "../../shell/announce";
import { copyOrSave } from "../../shell/copy";
import { Page } from "../../shell/Page";
import styles from "./check.module.css";
import { type Fact, facts } from "./facts";
import { conclusion, hear, NOTHING, progressOf, type Report, reportText } from "./report";
import { Button } from "../../figures/marks/controls/Button";
import { Verdicts } from "./Verdicts";

function names(): Readonly<Record<Examined, string>> {
  return { wasm: t("Processor (WebAssembly)"), webgpu: t("Graphics card (WebGPU)") };
}

export function Check(): ReactNode {
  const known = useMemo(() => facts(), []);
  const { report, running, tried, fault, start, stop } = useExamination();
  const [said, setSaid] = useState("");
  const text = (): string =>
    reportText(
      report,
      known.map(({ name, value }) => [name, value]),
      names(),
    );
  const take = async (): Promise<void> => {
    const done = await copyOrSave("convlab-check.txt", text());
    setSaid(done === "copied" ? t("Report copied") : t("Report saved as a file"));
  };
  return (
    <Page title={t("Check this machine")} className={styles["page"]}>
      <section className={styles["opening"]}>
        <p className="lead">
          {t(
            "Every operation of the lab is run on everything here that can compute, each in several random uses, and every number and gradient is compared with the reference.",
          )}
        </p>
        <div className="row">
          <Button primary onClick={running ? stop : start}>
            {running ? t("Stop") : tried ? t("Check again") : t("Check")}
          </Button>
          {report.done ? <Button onClick={() => void take()}>{t("Copy the report")}</Button> : null}
          <span aria-live="polite">{said}</span>
        </div>
        {running ? (
          <progress
            className={styles["progress"]}
            value={progressOf(report)}
            aria-label={t("How much is checked")}
          />
        ) : null}
        {fault === null ? null : (
          <p role="alert">{t("The check could not go on: {fault}", { fault: echo(fault) })}</p>
        )}
        {report.done ? <p className={styles["conclusion"]}>{conclusion(report, names())}</p> : null}
      </section>
      {report.columns.length === 0 ? null : <Verdicts report={report} names={names()} />}
      <Facts known={known} />
    </Page>
  );
}

function Facts({ known }: { readonly known: readonly Fact[] }): ReactNode {
  return (
    <section>
      <h2>{t("What this browser gives")}</h2>
      <dl className={styles["facts"]}>
        {known.map(({ name, value, good, means }) => (
          <div key={name} data-good={good}>
            <dt>{name}</dt>
            <dd>
              <b>{value}</b> {means}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles["note"]}>{t("Nothing of this leaves the machine.")}</p>
    </section>
  );
}

interface Running {
  readonly report: Report;
  readonly running: boolean;
  /** Whether it was ever started, even if it was stopped before it had said a word. */
  readonly tried: boolean;
  readonly fault: string | null;
  readonly start: () => void;
  readonly stop: () => void;
}

function useExamination(): Running {
  const [report, setReport] = useState(NOTHING);
  const [fault, setFault] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const [tried, setTried] = useState(false);
  const end = useRef<(() => void) | null>(null);
  const stop = useCallback((): void => {
    end.current?.();
    end.current = null;
    setRunning(false);
  }, []);
  const start = useCallback((): void => {
    stop();
    setReport(NOTHING);
    setFault(null);
    setTried(true);
    const broken = (reason: string): void => {
      stop();
      setFault(reason);
    };
    try {
      end.current = startExamination({
        broken,
        event(event) {
          setReport((so) => hear(so, event));
          if (event.kind !== "done") return;
          stop();
          announce(t("The check is complete."));
        },
      });
      setRunning(true);
    } catch (error) {
      broken(messageOf(error));
    }
  }, [stop]);
  useEffect(() => stop, [stop]);
  return { report, running, tried, fault, start, stop };
}
