/**
 * A place that pictures may be dropped on and pasted into. What is wrong with one is said on top of
 * it.
 */
import { t } from "../language/words";
import { useState, type ClipboardEvent, type DragEvent, type ReactNode } from "react";
import { firstFile } from "./open-picture";
import styles from "./picture.module.css";

export interface PictureTargetProps {
  readonly onFile: (file: File) => void;
  /** Why there is no picture; "" when nothing is wrong. */
  readonly problem: string;
  /** What chooses a picture; above what is wrong with it. */
  readonly controls: ReactNode;
  readonly children: ReactNode;
}

export function PictureTarget({ onFile, problem, controls, children }: PictureTargetProps) {
  const [over, setOver] = useState(false);
  const onPaste = (event: ClipboardEvent): void => {
    const file = firstFile(event.clipboardData.files);
    if (file === null) return;
    event.preventDefault();
    onFile(file);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = firstFile(event.dataTransfer.files);
    if (file !== null) onFile(file);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a drop target; the button "Open a picture" does the same
    <div
      className={styles["target"]}
      data-over={over}
      onPaste={onPaste}
      onDrop={onDrop}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
    >
      {controls}
      <p role="alert" className={styles["problem"]} hidden={problem === ""}>
        {problem}
      </p>
      {children}
    </div>
  );
}

interface WaitingProps {
  readonly name: string;
  /** The camera has been turned on. */
  readonly pressed: boolean;
  /** Why no picture comes; empty while one is on its way. */
  readonly problem: string;
}

/** What stands where the picture will be. */
export function Waiting({ name, pressed, problem }: WaitingProps) {
  const words =
    name !== "live"
      ? t("The picture is being loaded…")
      : pressed
        ? t("Waiting for the camera…")
        : t("Press Camera to turn the camera on. What it sees stays on this machine.");
  return (
    <p className={styles["waiting"]} aria-busy={name !== "live" && problem === ""}>
      {words}
    </p>
  );
}
