/**
 * What is stored here: a list, a copy to take along, a way to bring one back, and a way to delete
 * all of it.
 */
import { t, word } from "../language/words";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import {
  deleteSiteCopy,
  keepSite,
  offlineState,
  shareCopied,
  siteCopyBytes,
  subscribeOffline,
} from "../offline/offline";
import { SCHEMAS, deviceStorage, labStorage, loadLab } from "../store/lab-storage";
import { deleteRecords } from "../store/database";
import { lab } from "../store/store";
import type { StoredRecord } from "../store/records";
import { Button } from "../figures/marks/controls/Button";
import { FileButton } from "../figures/marks/controls/FileButton";
import { saveText } from "./copy";
import { marked } from "../language/numerals";
import { Dialog } from "./Dialog";
import styles from "./shell.module.css";

const MEANING: Readonly<Record<string, string>> = {
  settings: "Theme and motion",
  progress: "Lessons and steps you have seen",
  answers: "Your answers",
  reached: "How far training runs had come",
  training: "Settings of the lab's training run",
  draft: "The lesson that you write in the studio",
  compiling: "A note that the studio is reading your lesson",
  lecture: "How long your lecture takes",
  course: "The course that is open",
  "course-draft": "The course that you make",
};

function meaningOf(name: string): string {
  if (name.startsWith("own-")) return t("A lesson from elsewhere");
  return word(MEANING[name] ?? name);
}

/** Few readers open this: the part that knows the records is loaded then. */
const loadRecords = () => import("../store/records");

export function Stored({ onClose }: { readonly onClose: () => void }): ReactNode {
  const storage = deviceStorage();
  const [said, setSaid] = useState("");
  labStorage().flush();
  const documents = storage.list();
  const { copy, records, forget } = useBigThings();
  const empty = documents.length === 0 && copy === null && records.length === 0;
  const bring = async (chosen: File): Promise<void> => {
    const result = storage.importText(await chosen.text(), SCHEMAS);
    if (result.ok) loadLab(lab, storage);
    setSaid(result.ok ? t("Your progress is here.") : result.reason);
  };
  const deleteAll = (): void => {
    labStorage().forgetAll();
    forget();
    setSaid(t("Everything was deleted."));
  };
  return (
    <Dialog title={t("What is stored here")} onClose={onClose}>
      <p>{whereStored(storage.state() === "forbidden")}</p>
      {empty ? (
        <p>{t("There is nothing stored yet.")}</p>
      ) : (
        <StoredList documents={documents} records={records} copy={copy} />
      )}
      {records.length === 0 ? null : (
        <p>
          {t(
            "The file leaves training runs, networks and pictures out: the lab saves a run and a network as a file of its own.",
          )}
        </p>
      )}
      <CopyForOffline />
      <div className={styles["row"]}>
        <Button
          disabled={documents.length === 0}
          onClick={() => saveText("convlab-progress.json", storage.exported())}
        >
          {t("Export to a file")}
        </Button>
        <FileButton
          label="A file that was exported here"
          accept="application/json,.json"
          onFile={(chosen) => void bring(chosen)}
        >
          {t("Import from a file")}
        </FileButton>
        <DeleteAll disabled={empty} onDelete={deleteAll} />
      </div>
      <p aria-live="polite">{said}</p>
    </Dialog>
  );
}

/** What is too large for a list of texts: the copy of the site, in bytes, and the records. */
function useBigThings() {
  const [copy, setCopy] = useState<number | null>(null);
  const [records, setRecords] = useState<readonly StoredRecord[]>([]);
  useEffect(() => void siteCopyBytes().then(setCopy), []);
  useEffect(() => {
    loadRecords()
      .then(({ storedRecords }) => storedRecords())
      .then(setRecords, () => undefined);
  }, []);
  const forget = (): void => {
    void deleteSiteCopy().then(() => setCopy(null));
    void deleteRecords();
    setRecords([]);
  };
  return { copy, records, forget };
}

function whereStored(forbidden: boolean): string {
  return forbidden
    ? t(
        "Nothing: this browser does not let the page keep anything here. Your progress lasts until you close the page.",
      )
    : t("Only in this browser, on this device. Nothing is sent anywhere, and there is no account.");
}

interface DeleteAllProps {
  readonly disabled: boolean;
  readonly onDelete: () => void;
}

/** Asks once more before it deletes. */
function DeleteAll({ disabled, onDelete }: DeleteAllProps): ReactNode {
  const [sure, setSure] = useState(false);
  const confirm = (): void => {
    onDelete();
    setSure(false);
  };
  return sure ? (
    <Button primary onClick={confirm}>
      {t("Yes, delete everything")}
    </Button>
  ) : (
    <Button disabled={disabled} onClick={() => setSure(true)}>
      {t("Delete everything")}
    </Button>
  );
}

/** Whether the site works without a network, and how far its copy has come. */
function CopyForOffline(): ReactNode {
  const state = useSyncExternalStore(subscribeOffline, offlineState);
  const share = useSyncExternalStore(subscribeOffline, shareCopied);
  if (state === "asks")
    return (
      <p>
        {t(
          "This link is slow or saves data, so the lab did not copy itself (some megabytes) for working without a network.",
        )}{" "}
        <Button onClick={() => void keepSite()}>{t("Copy it now")}</Button>
      </p>
    );
  if (state !== "none")
    return <p>{t("The lab works without a network: all of it is copied here.")}</p>;
  return share > 0 && share < 1 ? (
    <p>
      {t("The lab is copied for working without a network: {share} % is here.", {
        share: Math.floor(100 * share),
      })}
    </p>
  ) : null;
}

interface StoredListProps {
  readonly documents: readonly { readonly name: string; readonly characters: number }[];
  readonly records: readonly StoredRecord[];
  /** Bytes of the copy of the site. */
  readonly copy: number | null;
}

function StoredList({ documents, records, copy }: StoredListProps): ReactNode {
  return (
    <table className={styles["kept"]}>
      <thead>
        <tr>
          <th scope="col">{t("What")}</th>
          <th scope="col">{t("Size")}</th>
        </tr>
      </thead>
      <tbody>
        {documents.map(({ name, characters }) => (
          <tr key={name}>
            <td>{meaningOf(name)}</td>
            <td>{size(characters * 2)}</td>
          </tr>
        ))}
        {records.map(({ what, bytes }) => (
          <tr key={what}>
            <td>{what}</td>
            <td>{size(bytes)}</td>
          </tr>
        ))}
        {copy === null ? null : (
          <tr>
            <td>{t("The site itself, so that it works without a network")}</td>
            <td>{size(copy)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1e6
    ? `${marked((bytes / 1e3).toFixed(1))} kB`
    : `${marked((bytes / 1e6).toFixed(1))} MB`;
}
