/** What computes on this machine, and why: said by the engine itself, once it has looked. */
import { echo, t } from "../../language/words";
import { type ReactNode, useEffect } from "react";
import { lab, useLab } from "../../store/store";
import styles from "./home.module.css";
import { machineWords } from "./machine-words";

export function MachineLine(): ReactNode {
  const machine = useLab((state) => state.machine);
  const status = useLab((state) => state.engineStatus);
  const reason = useLab((state) => state.engineReason);
  useEffect(() => {
    // After the first figure is there: looking at the machine takes it a moment.
    const timer = setTimeout(() => lab.getState().meetEngine(), 1_500);
    return () => clearTimeout(timer);
  }, []);
  if (machine === null)
    return (
      <p className={styles["machine"]}>
        {status === "stopped"
          ? t("The engine did not start. {reason}", { reason: echo(reason) })
          : t("Looking at what this machine computes with …")}
      </p>
    );
  const { summary, others } = machineWords(machine);
  return (
    <details className={styles["machine"]}>
      <summary>{summary}</summary>
      <ul>
        {others.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
