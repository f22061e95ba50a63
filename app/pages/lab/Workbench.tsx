/**
 * The workbench: a network of the reader's own is brought in, changed layer by layer, asked about a
 * picture, trained and taken away. Which part is seen stands in the address.
 */
import { t, word } from "../../language/words";
import { Redo2, Undo2 } from "lucide-react";
import { type DragEvent, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { LabError } from "../../../engine/core/errors";
import { lenet5 } from "../../../engine/graph/networks/lenet";
import { networkShapes } from "../../../engine/graph/shapes";
import { variables } from "../../figures/marks/style";
import { exact } from "../../figures/network-map/counts";
import { formatHash, goTo } from "../../shell/address";
import { announce } from "../../shell/announce";
import { Header } from "../../shell/Header";
import { useAddress } from "../../shell/useAddress";
import { Bring } from "./Bring";
import { NetworkLayers } from "./NetworkLayers";
import { openFile as openPicture } from "../../pictures/open-picture";
import { openFile, type RefusedGraph } from "./open/open-file";
import { Outline } from "./open/Outline";
import { useLinked } from "./open/useLinked";
import { pictureShape } from "../../pictures/picture-shape";
import { newProject, type Project } from "./project";
import { openStoredProject, useStoredProjects } from "./useStoredProjects";
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
  const [code, setCode] = useState<string | null>(null);
  const [pictures, setPictures] = useState(0);
  const [said, setSaid] = useState<Said>(NOTHING);
  /** How many times something was opened: an answer that comes after a later one is dropped. */
  const openings = useRef(0);
  useEffect(() => {
    document.title = t("Your own network · ConvLab");
  }, []);
  useLenetWeights(bench);
  const packed = parameters.get("network");
  const kept = useStoredProjects(bench, bench.isNew && packed === undefined);
  const take = (project: Project, notes: readonly string[]): void => {
    openings.current += 1;
    bench.change(project, t("open {name}", { name: project.name }));
    setSaid({ ...NOTHING, notes: [countsOf(project), ...notes] });
    setCode(null);
  };
  useLinked(packed, (opened) => {
    if ("problem" in opened) setSaid({ ...NOTHING, problem: opened.problem });
    else take(opened, []);
    goTo(formatHash("lab"), "replace", preferences);
  });
  const openByName = async (name: string): Promise<void> => {
    const opening = ++openings.current;
    const found = await openStoredProject(name);
    if (opening !== openings.current) return;
    if (found === null)
      setSaid({ ...NOTHING, problem: t("“{name}” cannot be read any more.", { name }) });
    else take(found, []);
  };
  /** All of them are kept here, the first is opened. */
  const takeAll = async (all: readonly Project[], notes: readonly string[]): Promise<void> => {
    const [first] = all;
    const told = await kept.keepAll(all);
    if (first !== undefined) take(first, [...told, ...notes]);
  };
  const open = async (file: File): Promise<void> => {
    const opening = ++openings.current;
    setSaid({ ...NOTHING, notes: [t("{name} is being read…", { name: file.name })] });
    const opened = await openFile(file, bench.project);
    if (opening !== openings.current) return;
    if ("project" in opened) take(opened.project, opened.notes);
    else if ("projects" in opened) await takeAll(opened.projects, opened.notes);
    else if ("code" in opened) {
      setCode(opened.code);
      setSaid(NOTHING);
    } else if ("picture" in opened) {
      const problem = await keepPicture(bench.project, opened.picture);
      setSaid({ ...NOTHING, problem });
      if (problem !== "") return;
      setPictures((count) => count + 1);
      goTo(formatHash("lab", [], new Map([["part", "ask"]])));
    } else setSaid({ ...NOTHING, problem: opened.problem, refused: opened.refused ?? null });
  };
  return (
    <>
      <Header>
        <p className={styles["place"]}>{t("Lab")}</p>
      </Header>
      <DropTarget onFile={(file) => void open(file)}>
        <Bring
          bench={bench}
          folded={part !== "network"}
          code={code}
          onCode={setCode}
          onTake={take}
          onFile={(file) => void open(file)}
        />
        <Told problem={said.problem} notes={said.notes} />
        {said.refused !== null && said.refused.nodes.length > 0 && (
          <Outline
            graph={said.refused}
            onOpen={(readPart, upTo) =>
              take(readPart, [
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
          {part === "take" && (
            <Take bench={bench} kept={kept} onOpen={(name) => void openByName(name)} />
          )}
        </Suspense>
        <p className={styles["also"]}>
          <a href="#/lab/gallery">{t("All figures of the course, each by itself")}</a>{" "}
          <a href="#/networks">{t("Networks of the course, layer by layer")}</a>
        </p>
      </DropTarget>
    </>
  );
}

/** Opens it for the network; what is wrong with it, or "". */
async function keepPicture({ spec }: Project, file: File): Promise<string> {
  const [{ sourceOf }, { beginWithOwn, PLACE }] = await Promise.all([
    import("../../pictures/rgba-source"),
    import("./ask/usePictureAsked"),
  ]);
  const size = pictureShape(spec.input);
  if (size === null) return t("This network reads no pictures.");
  const source = sourceOf(Math.max(size[1], size[2]));
  const opened = await openPicture(source, file);
  if ("problem" in opened) return opened.problem;
  source.kept.set(PLACE, opened);
  beginWithOwn(size);
  return "";
}

interface Said {
  readonly problem: string;
  readonly notes: readonly string[];
  /** The graph of a file that was not opened. */
  readonly refused: RefusedGraph | null;
}
const NOTHING: Said = { problem: "", notes: [], refused: null };

/** What became of what was opened. */
function Told({ problem, notes }: Omit<Said, "refused">): ReactNode {
  return (
    <div className={styles["told"]} aria-live="polite">
      {problem !== "" && <p className={styles["problem"]}>{problem}</p>}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

function countsOf({ name, spec }: Project): string {
  try {
    const { layers, parameterCount } = networkShapes(spec);
    const many = t("{count, plural, one {# layer} other {# layers}}", { count: layers.length });
    return t("{name} is open: {layers}, {parameterCount} parameters.", {
      name,
      layers: many,
      parameterCount: exact(parameterCount),
    });
  } catch (error) {
    if (error instanceof LabError)
      return t("{name} is open. It does not fit together yet.", { name });
    throw error;
  }
}

/** Files may be dropped anywhere on the page. */
function DropTarget({
  onFile,
  children,
}: {
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}): ReactNode {
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
      <div className={styles["row"]}>
        <button
          type="button"
          className="button"
          disabled={lastDone === null}
          title={lastDone === null ? undefined : t("Undo: {lastDone}", { lastDone })}
          onClick={() => {
            announce(t("Undone: {lastDone}", { lastDone: lastDone ?? "" }));
            undo();
          }}
        >
          <Undo2 aria-hidden size={17} /> <span className={styles["undoing"]}>Undo</span>
        </button>
        <button
          type="button"
          className="button"
          disabled={lastUndone === null}
          title={lastUndone === null ? undefined : t("Redo: {lastUndone}", { lastUndone })}
          onClick={() => {
            announce(t("Done again: {lastUndone}", { lastUndone: lastUndone ?? "" }));
            redo();
          }}
        >
          <Redo2 aria-hidden size={17} /> <span className={styles["undoing"]}>Redo</span>
        </button>
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
