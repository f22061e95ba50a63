/** The network learns the lab's pictures; the weights that it finds are its own then. */
import { lazy, type ReactNode, Suspense, useContext, useEffect, useMemo, useState } from "react";
import { t } from "../../../language/words";
import { rich } from "../../../language/rich";
import { useStore } from "zustand";
import { LabError } from "../../../../engine/core/errors";
import { classesOf } from "../../../../engine/data/dataset";
import { readSafetensors, writeSafetensors } from "../../../../engine/data/formats/safetensors";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { RunsContext } from "../../../runs/runs";
import { deleteRun } from "../../../store/run-storage";
import { reason } from "../../../shell/reason";
import type { TrainingState } from "../../../widgets/training/definition";
import { recipeOf, statisticsOf } from "../../../widgets/training/recipe";
import { dataWords, settingOf } from "../../../widgets/training/settings";
import { Training } from "../../../widgets/training/Training";
import { pictureShape } from "../../../pictures/picture-shape";
import { STANDARD_PIXELS, type Pixels } from "../pixels";
import { filledWeights, stored } from "../project";
import { Pictured } from "../Pictured";
import type { Bench } from "../useProject";
import { misfit } from "./fit";
import { Collect } from "./camera/Collect";
import { READY_SETTINGS, readyProject } from "./camera/ready";
import { outgrown } from "./outgrown";
import { OwnData } from "./OwnData";
import { keepOwn, lookForOwn, own, takeOwn } from "./own/own-set";
import type { OwnSet } from "../../../pictures/own/pictures";
import { Search } from "./search/Search";
import { RUN, settings } from "./settings";
import styles from "../workbench.module.css";

const DataPanel = lazy(async () => ({ default: (await import("./data/DataPanel")).DataPanel }));

/** Of a change of the network the run is not to know: it is the network that is here. */
const HIDDEN: ReadonlySet<string> = new Set(["network"]);
const NOTHING: ReadonlySet<string> = new Set();
/** Steps that are counted with where the run has no end. */
const STEPS = 1000;

interface TrainProps {
  readonly bench: Bench;
  /** Pictures are collected with the camera. */
  readonly camera: boolean;
}

export function Train({ bench, camera }: TrainProps): ReactNode {
  const { network } = bench.looked;
  const held = useStore(settings);
  const { set: mine, looked } = useStore(own);
  /** How many sets were opened: what learned one does not go on with the next. */
  const [sets, setSets] = useState(0);
  const runs = useContext(RunsContext);
  useEffect(() => void lookForOwn(runs), [runs]);
  const read = network === null ? null : pictureShape(network.spec.input);
  if (network === null && !camera)
    return (
      <p role="note">
        {rich("The network can be trained when all its layers fit. {link} say what does not.", {
          link: <a href="#/lab">{t("Its layers")}</a>,
        })}
      </p>
    );
  const change = (next: TrainingState): void => settings.setState(next, true);
  const take = async (set: OwnSet, chosen: Partial<TrainingState> = {}): Promise<void> => {
    // Another set has the same name: the run that learned the one before is over, here and stored.
    await runs.run(RUN).close();
    await deleteRun(RUN);
    await takeOwn(runs, set);
    setSets((count) => count + 1);
    const known = settings.getState();
    const batch = Math.min(known.batch, 2 ** Math.floor(Math.log2(set.training)));
    change({ ...known, data: "own", side: "28", examples: 0, batch, ...chosen });
  };
  const parted = async (set: OwnSet): Promise<void> => {
    const { kept } = own.getState();
    await take(set);
    if (kept) await keepOwn();
  };
  const collect = camera && (
    <Collect
      read={read}
      name={bench.project.name}
      onSet={async (set, ready) => {
        if (ready) bench.change(readyProject(set.classes.length), t("a network for the camera"));
        await take(set, ready ? READY_SETTINGS : {});
      }}
    />
  );
  // Before there are pictures to learn, a run of another set would only be in the way.
  const waits = camera && held.data !== "own";
  const side = Number(held.side);
  const given = held.data === "own" ? mine : null;
  const classes = given?.classes ?? classesOf(held.data);
  const wrong =
    network === null ? null : misfit(network, given?.shape ?? [1, side, side], classes.length);
  return (
    <>
      <OwnData
        read={read ?? [1, 28, 28]}
        camera={camera}
        onSet={async (set) => {
          await take(set);
          await keepOwn();
        }}
      />
      {collect}
      {network === null || waits ? null : held.data === "own" && !looked ? (
        <p aria-busy>{t("Your pictures are being opened…")}</p>
      ) : held.data === "own" && mine === null ? (
        <p role="note">
          {t("Open the pictures to learn from, or")}{" "}
          <button
            type="button"
            className="button"
            onClick={() => change({ ...held, data: "mnist" })}
          >
            {t("learn the lab’s digits")}
          </button>
        </p>
      ) : wrong === null ? (
        <>
          <Suspense fallback={null}>
            <DataPanel
              state={withNetwork(held, network)}
              classes={classes}
              mine={given}
              onSet={parted}
            />
          </Suspense>
          <Fitting
            key={sets}
            bench={bench}
            network={network}
            held={held}
            classes={classes}
            onHeld={change}
          />
        </>
      ) : (
        <Misfit bench={bench} wrong={wrong} data={dataWords(held.data)} />
      )}
    </>
  );
}

function Misfit({
  bench,
  wrong: { problem, repair },
  data,
}: {
  readonly bench: Bench;
  readonly wrong: NonNullable<ReturnType<typeof misfit>>;
  readonly data: string;
}): ReactNode {
  return (
    <div className={styles["wrong"]} role="note">
      <p>{t("It would learn {data}. {problem}", { data, problem })}</p>
      {repair === null ? (
        <p>
          {rich("{link} so that they fit.", { link: <a href="#/lab">{t("Change its layers")}</a> })}
        </p>
      ) : (
        <div className={styles["row"]}>
          <button
            type="button"
            className="button primary"
            onClick={() => bench.changeSpec(repair.spec, repair.words)}
          >
            {repair.words}
          </button>
        </div>
      )}
    </div>
  );
}

function withNetwork(held: TrainingState, { spec }: NetworkShapes): TrainingState {
  return { ...held, network: JSON.stringify(spec) };
}

function Fitting({
  bench,
  network,
  held,
  classes,
  onHeld,
}: {
  readonly bench: Bench;
  readonly network: NetworkShapes;
  readonly held: TrainingState;
  readonly classes: readonly string[];
  readonly onHeld: (next: TrainingState) => void;
}): ReactNode {
  const state = useMemo(() => withNetwork(held, network), [held, network]);
  return (
    <>
      <Outgrown state={state} />
      <Weights bench={bench} network={network} state={state} classes={classes} />
      <Pictured name={`the run of ${bench.project.name}`}>
        <Training
          id="lab"
          state={state}
          change={onHeld}
          hidden={HIDDEN}
          locked={NOTHING}
          mode="lesson"
        />
      </Pictured>
      <Search state={state} onTake={(chosen) => onHeld({ ...held, ...chosen })} />
    </>
  );
}

/** A run that is too much for a tab: what is too much, and where else it goes. */
function Outgrown({ state }: { readonly state: TrainingState }): ReactNode {
  const runs = useContext(RunsContext);
  const speed = useStore(
    runs.run(RUN).view,
    ({ snapshot }) =>
      // Rounded: what is said does not change at every snapshot.
      Math.round((snapshot?.imagesPerSecond ?? 0) / 10) * 10,
  );
  const said = useMemo(() => {
    try {
      return outgrown(recipeOf(settingOf(state), state.steps), state.steps || STEPS, speed);
    } catch (error) {
      if (error instanceof LabError) return ""; // the figure says it
      throw error;
    }
  }, [state, speed]);
  if (said === "") return null;
  return (
    <p role="note" className={styles["wrong"]}>
      {said}{" "}
      {rich(
        "{link}: the script trains the same network on a machine or a cluster, and the weights that it writes open here again.",
        { link: <a href="#/lab?part=take">{t("Take the run away")}</a> },
      )}
    </p>
  );
}

/** Weights out of the run and into it. */
function Weights({
  bench: { project, change },
  network,
  state,
  classes,
}: {
  readonly bench: Bench;
  readonly network: NetworkShapes;
  readonly state: TrainingState;
  readonly classes: readonly string[];
}): ReactNode {
  const runs = useContext(RunsContext);
  const handle = useMemo(() => runs.run(RUN), [runs]);
  const step = useStore(handle.view, (view) => view.snapshot?.step ?? 0);
  const able = useStore(handle.view, (view) => view.provenance !== null);
  const [said, setSaid] = useState("");
  const take = async (): Promise<void> => {
    try {
      const weights = stored(readSafetensors(new Uint8Array(await handle.save())), network);
      const learned = t("trained here on {data} for {step} steps", {
        data: dataWords(state.data),
        step,
      });
      const pixels = pixelsOf(state.data, state.pixels);
      const next = { ...project, weights, trained: learned, classes, pixels };
      change(next, t("take the trained weights"));
      setSaid(t("The network has these weights now. Ask it, or take it away."));
    } catch (error) {
      setSaid(reason(error));
    }
  };
  const put = (): void => {
    handle.reset(writeSafetensors(filledWeights(project, network).weights).buffer);
    setSaid(t("The run begins with the network's own weights."));
  };
  return (
    <div className={styles["row"]}>
      <button
        type="button"
        className={step === 0 ? "button" : "button primary"}
        disabled={step === 0}
        onClick={() => void take()}
      >
        {t("Keep the trained weights")}
      </button>
      <button
        type="button"
        className="button"
        disabled={!able || project.weights.size === 0}
        onClick={put}
      >
        {t("Begin with its own weights")}
      </button>
      <output className={styles["hint"]}>
        {said === ""
          ? t(
              "Press Train. When you like what it has learned, keep its weights: they are the network's then.",
            )
          : said}
      </output>
    </div>
  );
}

function pixelsOf(data: TrainingState["data"], rule: TrainingState["pixels"]): Pixels {
  if (rule === "byte") return { ...STANDARD_PIXELS, range: 255 };
  if (rule === "share") return STANDARD_PIXELS;
  const { mean, std } = statisticsOf(data);
  return { ...STANDARD_PIXELS, mean: [mean, mean, mean], std: [std, std, std] };
}
