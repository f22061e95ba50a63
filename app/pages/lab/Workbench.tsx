/**
 * The workbench: a network of the reader's own is brought in, changed layer by layer, asked about a
 * picture, trained and taken away. Which part is seen stands in the address.
 */
import { t, word } from "../../language/words";
import { Redo2, Undo2 } from "lucide-react";
import { type DragEvent, lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { lenet5 } from "../../../engine/graph/networks/lenet";
import { Button } from "../../figures/marks/controls/Button";
import { variables } from "../../figures/marks/style";
import { formatHash, goTo } from "../../shell/address";
import { announce } from "../../shell/announce";
import { Header } from "../../shell/Header";
import { useAddress } from "../../shell/useAddress";
import { useTitle } from "../../shell/useTitle";
import { Bring } from "./Bring";
import { NetworkLayers } from "./NetworkLayers";
import { Outline } from "./open/Outline";
import { useLinked } from "./open/useLinked";
import { type Said, useOpening } from "./open/useOpening";
import { newProject } from "./project";
import { useStoredProjects } from "./useStoredProjects";
import { type Bench, useProject } from "./useProject";
import styles from "./workbench.module.css";
import { withShippedWeights } from "./shipped";

const PARTS = [
  { name: "network", title: "Layers" },
  { name: "ask", title: "Ask it" },
  { name: "train", title: "Train it" },
  { name: "take", title: "Take it away" },
] as const;
const Ask = lazy(async () => ({ default: (await import("./ask/Ask")).Ask }));
const Train = lazy(async () => ({ default: (await import("./train/Train")).Train }));
const Take = lazy(async () => ({ default: (await import("./take/Take")).Take }));
type Part = (typeof PARTS)[number]["name"];

export function Workbench(): ReactNode {
  const bench = useProject(() => newProject("LeNet-5", lenet5()));
  const { parameters, preferences } = useAddress();
  const part: Part = PARTS.find(({ name }) => name === parameters.get("part"))?.name ?? "network";
  useLenetWeights(bench);
  const packed = parameters.get("network");
  const kept = useStoredProjects(bench, bench.isNew && packed === undefined);
  const { said, code, setCode, pictures, ...opening } = useOpening(bench, kept);
  useTitle(t("Your own network · ConvLab"));
  useLinked(packed, (opened) => {
    if ("problem" in opened) opening.refuse(opened.problem);
    else opening.take(opened, []);
    goTo(formatHash("lab"), "replace", preferences);
  });
  return (
    <>
      <Header>
        <p className={styles["place"]}>{t("Lab")}</p>
      </Header>
      <DropTarget onFile={opening.openFile}>
        <Bring
          bench={bench}
          folded={part !== "network"}
          code={code}
          onCode={setCode}
          onTake={opening.take}
          onFile={opening.openFile}
        />
        <Told problem={said.problem} notes={said.notes} />
        {said.refused !== null && said.refused.nodes.length > 0 && (
          <Outline
            graph={said.refused}
            onOpen={(readPart, upTo) =>
              opening.take(readPart, [
                t("It ends at {upTo}: what stands behind it in the file was not read.", { upTo }),
              ])
            }
          />
        )}
        <Heading bench={bench} part={part} />
        {part === "network" && <NetworkLayers bench={bench} />}
        <Suspense fallback={<p aria-busy>…</p>}>
          {part === "ask" && <Ask key={pictures} bench={bench} />}
          {part === "train" && <Train bench={bench} camera={parameters.get("from") === "camera"} />}
          {part === "take" && <Take bench={bench} kept={kept} onOpen={opening.openKept} />}
        </Suspense>
        <p className={styles["also"]}>
          <a href="#/lab/gallery">{t("All figures of the course, each by itself")}</a>{" "}
          <a href="#/networks">{t("Networks of the course, layer by layer")}</a>
        </p>
      </DropTarget>
    </>
  );
}

/** What became of what was opened. */
function Told({ problem, notes }: Omit<Said, "refused">): ReactNode {
  return (
    <div className={styles["told"]} aria-live="polite">
      {problem !== "" && <p className="problem">{problem}</p>}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

interface DropTargetProps {
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}

/** Files may be dropped anywhere on the page. */
function DropTarget({ onFile, children }: DropTargetProps): ReactNode {
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent): void => {
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file === undefined) return;
    event.preventDefault();
    onFile(file);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a drop target; the button "Open a file" does the same
    <main
      className={styles["page"]}
      tabIndex={-1}
      data-over={over || undefined}
      onDrop={onDrop}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
    >
      {children}
    </main>
  );
}

/** What the network is called, undo and redo, and the parts of the page. */
function Heading({ bench, part }: { readonly bench: Bench; readonly part: Part }): ReactNode {
  const { project, change, undo, redo, lastDone, lastUndone } = bench;
  return (
    <div className={styles["heading"]}>
      <label className={styles["name"]}>
        <span className="hidden-text">{t("Name of the network")}</span>
        <input
          value={project.name}
          style={variables({ "--letters": Math.max(10, project.name.length) })}
          maxLength={60}
          spellCheck={false}
          onChange={(event) => bench.amend((now) => ({ ...now, name: event.currentTarget.value }))}
          onBlur={() =>
            project.name.trim() === "" && change({ ...project, name: t("My network") }, t("rename"))
          }
        />
      </label>
      <div className="row">
        <Button
          disabled={lastDone === null}
          title={lastDone === null ? undefined : t("Undo: {lastDone}", { lastDone })}
          onClick={() => {
            announce(t("Undone: {lastDone}", { lastDone: lastDone ?? "" }));
            undo();
          }}
        >
          <Undo2 aria-hidden size={17} /> <span className={styles["undoing"]}>Undo</span>
        </Button>
        <Button
          disabled={lastUndone === null}
          title={lastUndone === null ? undefined : t("Redo: {lastUndone}", { lastUndone })}
          onClick={() => {
            announce(t("Done again: {lastUndone}", { lastUndone: lastUndone ?? "" }));
            redo();
          }}
        >
          <Redo2 aria-hidden size={17} /> <span className={styles["undoing"]}>Redo</span>
        </Button>
      </div>
      <nav className={styles["parts"]} aria-label={t("Parts of the lab")}>
        {PARTS.map(({ name, title }) => (
          <a
            key={name}
            href={name === "network" ? "#/lab" : `#/lab?part=${name}`}
            aria-current={name === part ? "page" : undefined}
          >
            {word(title)}
          </a>
        ))}
      </nav>
    </div>
  );
}

/** The network that the page opens with is one that was trained. */
function useLenetWeights({ project, amend }: Bench): void {
  const wanted = project.spec.name === "lenet5" && project.weights.size === 0;
  useEffect(() => {
    if (wanted) void withShippedWeights(amend);
  }, [wanted, amend]);
}
