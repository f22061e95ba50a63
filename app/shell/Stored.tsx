/** What is stored here: a list, a copy to take along, a way to bring one back, and a way to delete all of it. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { forgetCopy, keptBytes } from "../offline/offline";
import { SCHEMAS, devicePersist, load } from "../store/keep";
import { lab } from "../store/store";
import type { ListedRun } from "../store/persist-runs";
import { saveText } from "./copy";
import { Dialog } from "./Dialog";
import { keeper } from "./keeper";
import styles from "./shell.module.css";

const MEANING: Readonly<Record<string, string>> = {
  settings: "Theme and motion",
  progress: "Lessons and steps you have seen",
  answers: "Your answers",
  reached: "How far training runs had come",
};

/** Few readers open this and fewer have runs: the part that knows them is loaded then. */
const keptRuns = () => import("../store/persist-runs");

export function Stored({ onClose }: { readonly onClose: () => void }): ReactNode {
  const persist = devicePersist();
  const [said, setSaid] = useState("");
  const [sure, setSure] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  keeper().flush();
  const documents = persist.list();
  const [copy, setCopy] = useState<number | null>(null);
  const [runs, setRuns] = useState<readonly ListedRun[]>([]);
  useEffect(() => void keptBytes().then(setCopy), []);
  useEffect(() => {
    keptRuns()
      .then(({ listRuns }) => listRuns())
      .then(setRuns, () => undefined);
  }, []);
  const empty = documents.length === 0 && copy === null && runs.length === 0;
  const bring = async (chosen: File): Promise<void> => {
    const result = persist.importText(await chosen.text(), SCHEMAS);
    if (result.ok) load(lab, persist);
    setSaid(result.ok ? "Your progress is here." : result.reason);
  };
  return (
    <Dialog title="What is stored here" onClose={onClose}>
      <p>
        {persist.state() === "forbidden"
          ? "Nothing: this browser does not let the page keep anything here. Your progress lasts until you close the page."
          : "Only in this browser, on this device. Nothing is sent anywhere, and there is no account."}
      </p>
      {empty ? <p>There is nothing stored yet.</p> : <Kept documents={documents} runs={runs} copy={copy} />}
      {runs.length === 0 ? null : <p>The file leaves training runs out: the training desk saves their weights.</p>}
      <div className={styles["row"]}>
        <button
          type="button"
          className="button"
          disabled={documents.length === 0}
          onClick={() => saveText("convlab-progress.json", persist.exported())}
        >
          Export to a file
        </button>
        <button type="button" className="button" onClick={() => file.current?.click()}>
          Import from a file
        </button>
        <input
          ref={file}
          type="file"
          hidden
          accept="application/json,.json"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen !== undefined) void bring(chosen);
            event.currentTarget.value = "";
          }}
        />
        {sure ? (
          <button
            type="button"
            className="button primary"
            onClick={() => {
              keeper().forgetAll();
              void forgetCopy().then(() => setCopy(null));
              void keptRuns().then(({ forgetRuns }) => forgetRuns());
              setRuns([]);
              setSure(false);
              setSaid("Everything was deleted.");
            }}
          >
            Yes, delete everything
          </button>
        ) : (
          <button type="button" className="button" disabled={empty} onClick={() => setSure(true)}>
            Delete everything
          </button>
        )}
      </div>
      <p aria-live="polite">{said}</p>
    </Dialog>
  );
}

interface KeptProps {
  readonly documents: readonly { readonly name: string; readonly characters: number }[];
  readonly runs: readonly ListedRun[];
  /** Bytes of the copy of the site. */
  readonly copy: number | null;
}

function Kept({ documents, runs, copy }: KeptProps): ReactNode {
  return (
    <table className={styles["kept"]}>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Size</th>
        </tr>
      </thead>
      <tbody>
        {documents.map(({ name, characters }) => (
          <tr key={name}>
            <td>{MEANING[name] ?? name}</td>
            <td>{size(characters * 2)}</td>
          </tr>
        ))}
        {runs.map(({ name, reached, bytes }) => (
          <tr key={name}>
            <td>
              The training run “{name}”, at step {reached.toLocaleString("en-US")}
            </td>
            <td>{size(bytes)}</td>
          </tr>
        ))}
        {copy === null ? null : (
          <tr>
            <td>The site itself, so that it works without a network</td>
            <td>{size(copy)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
