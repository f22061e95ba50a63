/** The network is taken away: as a file, as code, as a link; or kept on this device. */
import { t } from "../../../language/words";
import { rich } from "../../../language/rich";
import { Download, FolderOpen, Link, Save, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { linkTo, NO_PREFERENCES } from "../../../shell/address";
import { copyText, fileName, saveBytes, saveText } from "../../../shell/copy";
import { reason } from "../../../shell/reason";
import { pack } from "../../../course/lesson-text";
import { fileBytes } from "../project";
import type { Bench } from "../useProject";
import type { StoredProjects } from "../useStoredProjects";
import { kerasScript, torchScript } from "../../../../engine/code/write/scripts/network";
import { type MadeFile, onnxFile, ownFile } from "./files";
import { Compare } from "./Compare";
import { allKept } from "./all-kept";
import { notebook } from "./notebook";
import { TakeRun } from "./TakeRun";
import styles from "../workbench.module.css";

const PLAIN = NO_PREFERENCES;
/** Browsers and mail programs cut longer links. */
const LONGEST_LINK = 8000;

interface TakeProps {
  readonly bench: Bench;
  readonly kept: StoredProjects;
  readonly onOpen: (name: string) => void;
}

export function Take({ bench, kept, onOpen }: TakeProps): ReactNode {
  const { network } = bench.looked;
  const [said, setSaid] = useState("");
  const { name } = bench.project;
  const keep = async (): Promise<void> =>
    setSaid((await kept.keep(bench.project)) || t("“{name}” is kept on this device.", { name }));
  return (
    <div className={styles["take"]}>
      <section className={styles["list"]} aria-label={t("Files")}>
        <h2>{t("As a file")}</h2>
        {network === null ? (
          <p>{t("It is saved when all its layers fit.")}</p>
        ) : (
          <Files bench={bench} network={network} onSaid={setSaid} />
        )}
      </section>
      {network !== null && (
        <TakeRun
          project={bench.project}
          network={network}
          onSave={(file, make) => void saved(file, make).then(setSaid)}
          onSaid={setSaid}
        />
      )}
      <section className={styles["list"]} aria-label={t("On this device")}>
        <h2>{t("On this device")}</h2>
        <div className={styles["row"]}>
          <button
            type="button"
            className="button"
            disabled={network === null}
            onClick={() => void keep()}
          >
            <Save aria-hidden size={17} /> {t("Keep “{name}” here", { name })}
          </button>
        </div>
        {kept.projects.length > 0 && (
          <>
            <div className={styles["row"]}>
              <button
                type="button"
                className="button"
                onClick={() => void saved("convlab-networks.zip", allKept).then(setSaid)}
              >
                <Download aria-hidden size={17} /> {t("All of them as one file")}
              </button>
            </div>
            <Compare open={bench.project} kept={kept.projects.map((one) => one.name)} />
          </>
        )}
        {kept.projects.length === 0 ? (
          <p className={styles["hint"]}>
            {t("Nothing is kept yet. What you work on now stays all the same.")}
          </p>
        ) : (
          <ul className={styles["kept"]}>
            {kept.projects.map((one) => (
              <li key={one.name}>
                <span>
                  {one.name} <span className={styles["soft"]}>{kilobytes(one.bytes)}</span>
                </span>
                <button type="button" className="button" onClick={() => onOpen(one.name)}>
                  <FolderOpen aria-hidden size={17} />{" "}
                  {rich("Open{name}", { name: <span className="hidden-text"> {one.name}</span> })}
                </button>
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    void kept.forget(one.name);
                    setSaid(t("“{name}” is deleted.", { name: one.name }));
                  }}
                >
                  <Trash2 aria-hidden size={17} />{" "}
                  {rich("Delete{name}", { name: <span className="hidden-text"> {one.name}</span> })}
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <output className={styles["said"]}>{said}</output>
    </div>
  );
}

function Files({
  bench: { project },
  network,
  onSaid,
}: {
  readonly bench: Bench;
  readonly network: NetworkShapes;
  readonly onSaid: (words: string) => void;
}): ReactNode {
  const stem = fileName(project.name, "network");
  const weights = `${stem}.safetensors`;
  const save = (name: string, make: () => string | MadeFile | Promise<MadeFile>): void => {
    void saved(name, make).then(onSaid);
  };
  const size = kilobytes(fileBytes(network));
  const link = async (): Promise<void> => {
    const text = JSON.stringify({ name: project.name, network: project.spec });
    const address = linkTo(`#/lab?network=${await pack(text)}`, PLAIN);
    if (address.length > LONGEST_LINK)
      return onSaid(t("The network is too large for a link: save it as a file."));
    const copied = await copyText(address);
    onSaid(copied ? t("The link is copied. It carries the layers, not the weights.") : address);
  };
  return (
    <>
      <div className={styles["row"]}>
        <button
          type="button"
          className="button primary"
          onClick={() => save(weights, () => ownFile(project))}
        >
          <Download aria-hidden size={17} /> {t("Network and weights")}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => save(`${stem}.onnx`, () => onnxFile(project, network))}
        >
          <Download aria-hidden size={17} /> {t("ONNX")}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => save(`${stem}.py`, () => torchScript(network, weights))}
        >
          <Download aria-hidden size={17} /> {t("PyTorch script")}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => save(`${stem}.ipynb`, () => notebook(network, project.name, weights))}
        >
          <Download aria-hidden size={17} /> {t("Notebook")}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => save(`${stem}-keras.py`, () => kerasScript(network.spec))}
        >
          <Download aria-hidden size={17} /> {t("Keras code")}
        </button>
        <button type="button" className="button" onClick={() => void link()}>
          <Link aria-hidden size={17} /> {t("Copy a link")}
        </button>
      </div>
      <p className={styles["hint"]}>
        {t(
          "{weights} ({size}) opens here again: layers, weights and class names. PyTorch reads the weights from it, under the names of the script.",
          { weights, size },
        )}
      </p>
      <p className={styles["hint"]}>
        {t(
          "{stem}.onnx ({size}) has the network in use, as PyTorch exports it: ONNX Runtime, Netron and this page open it. What only training needs is not in it.",
          { stem, size },
        )}
      </p>
    </>
  );
}

/** Saves what `make` gives; what became of it, in the reader's words. */
async function saved(
  name: string,
  make: () => string | MadeFile | Promise<MadeFile>,
): Promise<string> {
  try {
    const made = await make();
    if (typeof made === "string") {
      saveText(name, made, "text/plain");
      return t("{name} is saved.", { name });
    }
    saveBytes(name, made.bytes);
    return [
      t("{name} is saved: {bytes}.", { name, bytes: kilobytes(made.bytes.length) }),
      ...made.notes,
    ].join(" ");
  } catch (error) {
    return reason(error);
  }
}

function kilobytes(bytes: number): string {
  return bytes < 1e6
    ? t("{bytes} kB", { bytes: Math.ceil(bytes / 1e3) })
    : t("{value} MB", { value: (bytes / 1e6).toFixed(1) });
}
