/** Ways to get a network in: a known one, code, a file. */
import { t } from "../../language/words";
import { Camera, Code, FolderOpen } from "lucide-react";
import type { ReactNode } from "react";
import { networks } from "../../../engine/graph/networks";
import { Button } from "../../figures/marks/controls/Button";
import { FileButton } from "../../figures/marks/controls/FileButton";
import { CATALOGUE } from "../../explorer/catalogue";
import { CodeReader } from "./CodeReader";
import { NETWORK_FILES } from "./open/file-kind";
import { newProject, type Project } from "./project";
import type { Bench } from "./useProject";
import { classes } from "../../figures/marks/style";
import styles from "./workbench.module.css";

interface BringProps {
  readonly bench: Bench;
  /** A network is worked on in another part of the page: the ways are folded away. */
  readonly folded: boolean;
  /** The code that is being pasted; null: none. */
  readonly code: string | null;
  readonly onCode: (code: string | null) => void;
  readonly onTake: (project: Project, notes: readonly string[]) => void;
  readonly onFile: (file: File) => void;
}

export function Bring({ folded, ...props }: BringProps): ReactNode {
  const { bench, code, onTake } = props;
  const ways = (
    <>
      <Ways {...props} />
      {code !== null && (
        <CodeReader
          key={code}
          start={code}
          input={bench.project.spec.input}
          onRead={(spec, notes) => onTake(newProject(t("My network"), spec), notes)}
        />
      )}
    </>
  );
  return (
    <section className={styles["bring"]} aria-labelledby="bring">
      <h1 id="bring">{t("Your own network")}</h1>
      {folded ? (
        <details open={code !== null}>
          <summary>{t("Bring another one: code, a file, a known network")}</summary>
          {ways}
        </details>
      ) : (
        <>
          <p className="lead">
            {t(
              "Bring the network of your homework, or begin with a known one. Then change its layers, ask it about a picture, train it and take it away. It stays on this machine.",
            )}
          </p>
          {ways}
        </>
      )}
    </section>
  );
}

function Ways({ code, onCode, onTake, onFile }: Omit<BringProps, "bench" | "folded">): ReactNode {
  return (
    <div className={classes("row", styles["ways"])}>
      <Button
        primary
        aria-expanded={code !== null}
        onClick={() => onCode(code === null ? "" : null)}
      >
        <Code aria-hidden size={18} /> {t("Paste code")}
      </Button>
      <FileButton label={t("A file with a network")} accept={NETWORK_FILES} onFile={onFile}>
        <FolderOpen aria-hidden size={18} /> {t("Open a file")}
      </FileButton>
      <a className="button" href="#/lab?part=train&from=camera">
        <Camera aria-hidden size={18} /> {t("Teach one with the camera")}
      </a>
      <label>
        <span className="hidden-text">{t("Begin with a known network")}</span>
        <select
          value=""
          onChange={(event) => {
            const entry = CATALOGUE.find(({ id }) => id === event.currentTarget.value);
            const build = networks[entry?.id ?? ""];
            if (entry !== undefined && build !== undefined)
              onTake(newProject(entry.title, build()), []);
          }}
        >
          <option value="">{t("Begin with a known one …")}</option>
          {CATALOGUE.map(({ id, title, year }) => (
            <option key={id} value={id}>
              {title}
              {year === null ? "" : `, ${year}`}
            </option>
          ))}
        </select>
      </label>
      <span className="soft">
        {t(
          "ONNX, safetensors, PyTorch checkpoint, Python, notebook; or drop the file anywhere on this page.",
        )}
      </span>
    </div>
  );
}
