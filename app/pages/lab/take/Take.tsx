/** The network is taken away: as a file, as code, as a link; or kept on this device. */
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
import { notebook } from "./notebook";
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
    setSaid((await kept.keep(bench.project)) || `“${name}” is kept on this device.`);
  return (
    <div className={styles["take"]}>
      <section className={styles["list"]} aria-label="Files">
        <h2>As a file</h2>
        {network === null ? (
          <p>It is saved when all its layers fit.</p>
        ) : (
          <Files bench={bench} network={network} onSaid={setSaid} />
        )}
      </section>
      <section className={styles["list"]} aria-label="On this device">
        <h2>On this device</h2>
        <div className={styles["row"]}>
          <button
            type="button"
            className="button"
            disabled={network === null}
            onClick={() => void keep()}
          >
            <Save aria-hidden size={17} /> Keep “{name}” here
          </button>
        </div>
        {kept.projects.length === 0 ? (
          <p className={styles["hint"]}>
            Nothing is kept yet. What you work on now stays all the same.
          </p>
        ) : (
          <ul className={styles["kept"]}>
            {kept.projects.map((one) => (
              <li key={one.name}>
                <span>
                  {one.name} <span className={styles["soft"]}>{kilobytes(one.bytes)}</span>
                </span>
                <button type="button" className="button" onClick={() => onOpen(one.name)}>
                  <FolderOpen aria-hidden size={17} /> Open
                  <span className="hidden-text"> {one.name}</span>
                </button>
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    void kept.forget(one.name);
                    setSaid(`“${one.name}” is deleted.`);
                  }}
                >
                  <Trash2 aria-hidden size={17} /> Delete
                  <span className="hidden-text"> {one.name}</span>
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
      return onSaid("The network is too large for a link: save it as a file.");
    const copied = await copyText(address);
    onSaid(copied ? "The link is copied. It carries the layers, not the weights." : address);
  };
  return (
    <>
      <div className={styles["row"]}>
        <button
          type="button"
          className="button primary"
          onClick={() => save(weights, () => ownFile(project))}
        >
          <Download aria-hidden size={17} /> Network and weights
        </button>
        <button
          type="button"
          className="button"
          onClick={() => save(`${stem}.onnx`, () => onnxFile(project, network))}
        >
          <Download aria-hidden size={17} /> ONNX
        </button>
        <button
          type="button"
          className="button"
          onClick={() => save(`${stem}.py`, () => torchScript(network, weights))}
        >
          <Download aria-hidden size={17} /> PyTorch script
        </button>
        <button
          type="button"
          className="button"
          onClick={() => save(`${stem}.ipynb`, () => notebook(network, project.name, weights))}
        >
          <Download aria-hidden size={17} /> Notebook
        </button>
        <button
          type="button"
          className="button"
          onClick={() => save(`${stem}-keras.py`, () => kerasScript(network.spec))}
        >
          <Download aria-hidden size={17} /> Keras code
        </button>
        <button type="button" className="button" onClick={() => void link()}>
          <Link aria-hidden size={17} /> Copy a link
        </button>
      </div>
      <p className={styles["hint"]}>
        {weights} ({size}) opens here again: layers, weights and class names. PyTorch reads the
        weights from it, under the names of the script.
      </p>
      <p className={styles["hint"]}>
        {stem}.onnx ({size}) has the network in use, as PyTorch exports it: ONNX Runtime, Netron and
        this page open it. What only training needs is not in it.
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
      return `${name} is saved.`;
    }
    saveBytes(name, made.bytes);
    return [`${name} is saved: ${kilobytes(made.bytes.length)}.`, ...made.notes].join(" ");
  } catch (error) {
    return reason(error);
  }
}

function kilobytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
