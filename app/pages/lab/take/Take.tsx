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
import { fileBytes, type Project } from "../project";
import type { Bench } from "../useProject";
import type { StoredProjects } from "../useStoredProjects";
import { kerasScript, torchScript } from "../../../../engine/code/write/scripts/network";
import { type Make, onnxFile, ownFile } from "./files";
import { Compare } from "./Compare";
import { allKept } from "./all-kept";
import { notebook } from "./notebook";
import { TakeRun } from "./TakeRun";
import { Button } from "../../../figures/marks/controls/Button";
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
      <OnThisDevice
        project={bench.project}
        fits={network !== null}
        kept={kept}
        onOpen={onOpen}
        onSaid={setSaid}
      />
      <output className={styles["said"]}>{said}</output>
    </div>
  );
}

interface OnThisDeviceProps extends Pick<TakeProps, "kept" | "onOpen"> {
  readonly project: Project;
  readonly fits: boolean;
  readonly onSaid: (words: string) => void;
}

function OnThisDevice({ project, fits, kept, onOpen, onSaid }: OnThisDeviceProps): ReactNode {
  const { name } = project;
  const names = kept.projects.map((one) => one.name);
  const keep = async (): Promise<void> =>
    onSaid((await kept.keep(project)) || t("“{name}” is kept on this device.", { name }));
  const forget = (one: string): void => {
    void kept.forget(one);
    onSaid(t("“{name}” is deleted.", { name: one }));
  };
  return (
    <section className={styles["list"]} aria-label={t("On this device")}>
      <h2>{t("On this device")}</h2>
      <div className="row">
        <Button disabled={!fits} onClick={() => void keep()}>
          <Save aria-hidden size={17} /> {t("Keep “{name}” here", { name })}
        </Button>
      </div>
      {names.length === 0 ? (
        <p className="soft">{t("Nothing is kept yet. What you work on now stays all the same.")}</p>
      ) : (
        <>
          <div className="row">
            <Button onClick={() => void saved("convlab-networks.zip", allKept).then(onSaid)}>
              <Download aria-hidden size={17} /> {t("All of them as one file")}
            </Button>
          </div>
          <Compare open={project} kept={names} />
          <Kept projects={kept.projects} onOpen={onOpen} onForget={forget} />
        </>
      )}
    </section>
  );
}

interface KeptProps extends Pick<StoredProjects, "projects">, Pick<TakeProps, "onOpen"> {
  readonly onForget: (name: string) => void;
}

function Kept({ projects, onOpen, onForget }: KeptProps): ReactNode {
  return (
    <ul className={styles["kept"]}>
      {projects.map(({ name, bytes }) => (
        <li key={name} className="row">
          <span>
            {name} <span className="soft">{kilobytes(bytes)}</span>
          </span>
          <Button onClick={() => onOpen(name)}>
            <FolderOpen aria-hidden size={17} />{" "}
            {rich("Open{name}", { name: <span className="hidden-text"> {name}</span> })}
          </Button>
          <Button onClick={() => onForget(name)}>
            <Trash2 aria-hidden size={17} />{" "}
            {rich("Delete{name}", { name: <span className="hidden-text"> {name}</span> })}
          </Button>
        </li>
      ))}
    </ul>
  );
}

interface FilesProps {
  readonly bench: Bench;
  readonly network: NetworkShapes;
  readonly onSaid: (words: string) => void;
}

function Files({ bench: { project }, network, onSaid }: FilesProps): ReactNode {
  const stem = fileName(project.name, "network");
  const weights = `${stem}.safetensors`;
  const files: readonly (readonly [words: string, name: string, make: Make])[] = [
    [t("Network and weights"), weights, () => ownFile(project)],
    [t("ONNX"), `${stem}.onnx`, () => onnxFile(project, network)],
    [t("PyTorch script"), `${stem}.py`, () => torchScript(network, weights)],
    [t("Notebook"), `${stem}.ipynb`, () => notebook(network, project.name, weights)],
    [t("Keras code"), `${stem}-keras.py`, () => kerasScript(network.spec)],
  ];
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
      <div className="row">
        {files.map(([words, name, make], at) => (
          <Button key={name} primary={at === 0} onClick={() => void saved(name, make).then(onSaid)}>
            <Download aria-hidden size={17} /> {words}
          </Button>
        ))}
        <Button onClick={() => void link()}>
          <Link aria-hidden size={17} /> {t("Copy a link")}
        </Button>
      </div>
      <p className="soft">
        {t(
          "{weights} ({size}) opens here again: layers, weights and class names. PyTorch reads the weights from it, under the names of the script.",
          { weights, size },
        )}
      </p>
      <p className="soft">
        {t(
          "{stem}.onnx ({size}) has the network in use, as PyTorch exports it: ONNX Runtime, Netron and this page open it. What only training needs is not in it.",
          { stem, size },
        )}
      </p>
    </>
  );
}

/** Saves what `make` gives; what became of it, in the reader's words. */
async function saved(name: string, make: Make): Promise<string> {
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
