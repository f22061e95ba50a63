/** A network run on a picture: how far it is, each layer's maps, and any number's arithmetic. */
import { Button } from "../../figures/marks/controls/Button";
import { echo, t, word } from "../../language/words";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Select } from "../../figures/marks/controls/Select";
import { exact } from "../../figures/network-map/counts";
import { bytes } from "../../figures/layer-table/rows";
import { titleOf } from "../../explorer/catalogue";
import { PHOTOS } from "../../pictures/photos";
import { PictureChoice } from "../../pictures/PictureChoice";
import { PictureTarget } from "../../pictures/PictureTarget";
import { LabError } from "../../../engine/core/errors";
import { passBytes, passLayers } from "../../../engine/train/seeded-pass";
import type { Weights } from "../../../engine/train/weights";
import { MissingFiles, missingOf } from "../fields/MissingFiles";
import { fileTitle, isOwnFile } from "../fields/own-files";
import { ownWeights } from "../fields/own-weights";
import { failedText, RunOn, runningText } from "../RunOn";
import { useFigureServices } from "../services";
import type { WorkerBackend } from "../start-backend";
import { useFigurePicture } from "../../pictures/usePicture";
import type { ViewProps } from "./Architecture";
import styles from "./architecture.module.css";
import { LayerNumbers } from "./LayerNumbers";
import { sourceFor } from "./source";
import { useGiven, WeightControls } from "./WeightControls";
import { type Pass, usePass } from "./usePass";

const NOT_RUN: Pass = { kind: "none" };

export function RunView(props: ViewProps) {
  const { state, change, network, mode } = props;
  const [channels = 1, side = 1] = network.spec.input;
  const choose = (photo: string): void => change({ ...state, photo });
  const { picture, remark, problem, onFile, lessonPictures } = useFigurePicture(
    sourceFor(channels, side, state.pixels),
    useFigureServices(),
    props,
    { name: state.photo, onName: choose },
  );
  const source = useWeights(props);
  const { pass, start, stop } = usePassOf(source.weights, picture);
  const said = useMemo(() => wordsOf(pass, network), [pass, network]);
  useComputedBy(props, source.name, pass);
  const run = (backend: WorkerBackend): void => {
    if (picture === null) return;
    start({ spec: network.spec, weights: source.weights, input: picture, backend });
  };
  const press = picture === null ? null : pass.kind === "running" ? stop : run;
  return (
    <PictureTarget
      onFile={(file) => void onFile(file)}
      problem={problem}
      controls={
        mode !== "print" && (
          <RunControls {...props} pass={pass} source={source} onPress={press}>
            <PictureChoice
              {...props}
              name={state.photo}
              options={[...PHOTOS, ...lessonPictures]}
              onName={choose}
              onFile={onFile}
            />
          </RunControls>
        )
      }
    >
      <div className={styles["run"]}>
        <output>{said}</output>
        <AboutWeights {...source} />
        {remark !== "" && <p className={styles["soft"]}>{remark}</p>}
        {pass.kind === "done" && (
          <>
            <LayerChoice {...props} />
            <LayerNumbers
              numbers={pass.numbers}
              layer={shownLayer(props)}
              classes={shownLayer(props) === network.output.name ? source.classes : []}
              state={state}
              change={change}
            />
          </>
        )}
      </div>
    </PictureTarget>
  );
}

type Source = ReturnType<typeof useWeights>;

/** What is wrong with files of weights, and which is used. */
function AboutWeights({ fileProblem, missing, name }: Source) {
  return (
    <>
      {fileProblem !== "" && <p role="alert">{fileProblem}</p>}
      {missing.length > 0 && <MissingFiles files={missing} />}
      {name !== null && <p className={styles["soft"]}>{t("Weights of {name}.", { name })}</p>}
    </>
  );
}

interface RunControlsProps extends ViewProps {
  readonly pass: Pass;
  readonly source: Source;
  /** Which picture. */
  readonly children: ReactNode;
  /** Runs, or stops; null: there is no picture yet. */
  readonly onPress: ((backend: WorkerBackend) => void) | null;
}

function RunControls(props: RunControlsProps) {
  const { locked, pass, source, onPress } = props;
  const [backend, setBackend] = useState<WorkerBackend>("wasm");
  const running = pass.kind === "running";
  return (
    <div className={styles["controls"]}>
      <Button
        primary={!running}
        disabled={onPress === null || locked.has("run")}
        onClick={() => onPress?.(backend)}
      >
        {running ? t("Stop") : t("Run")}
      </Button>
      <div className={styles["controls"]} data-controls>
        {props.children}
        <RunOn backend={backend} onBackend={setBackend} running={running} />
        <WeightControls
          {...props}
          running={running}
          given={source.given}
          onWeights={source.openFile}
        />
      </div>
      {running && <progress max={pass.of} value={pass.done} aria-label={t("Work done")} />}
    </div>
  );
}

/** Of a file that was opened here, else of the lesson's file, else drawn by the seed. */
function useWeights({ state, network }: ViewProps) {
  const opened = useGiven(network);
  const lesson = useMemo(() => lessonWeights(state.weights, network), [state.weights, network]);
  return {
    ...opened,
    missing: lesson.missing,
    weights: opened.given?.weights ?? lesson.weights ?? state.seed,
    name: opened.given?.name ?? lesson.name,
  };
}

/** The last pass, if it was of these weights and this picture. */
function usePassOf(weights: Weights | number, picture: unknown) {
  const { pass, start, stop } = usePass();
  const isStale =
    pass.kind === "done" && (pass.order.weights !== weights || pass.order.input !== picture);
  return { pass: isStale ? NOT_RUN : pass, start, stop };
}

function useComputedBy({ state, network }: ViewProps, file: string | null, pass: Pass): void {
  const { computedBy } = useFigureServices();
  const from =
    file === null
      ? t("drawn by seed {seed}", { seed: state.seed })
      : t("of {name}", { name: file });
  const words = t("{name} with weights {from}; {ranOn}", {
    name: word(titleOf(network.spec.name)),
    from,
    ranOn: ranOn(pass),
  });
  useEffect(() => computedBy(words), [computedBy, words]);
}

interface LessonWeights {
  readonly weights: Weights | null;
  /** Of the file; null where its weights are not used. */
  readonly name: string | null;
  readonly missing: readonly string[];
}

/** Those of a file of the lesson; the author heard of what does not fit. */
function lessonWeights(file: string, network: ViewProps["network"]): LessonWeights {
  const missing = missingOf([file]);
  const found = isOwnFile(file) ? ownWeights(file, network) : null;
  return found === null || found instanceof LabError || !isOwnFile(file)
    ? { weights: null, name: null, missing }
    : { weights: found, name: fileTitle(file), missing };
}

/** The chosen layer; the last one where none is chosen. */
function shownLayer({ state, network }: ViewProps): string {
  const computed = passLayers(network);
  return (computed.find(({ name }) => name === state.chosen) ?? network.output).name;
}

function LayerChoice(props: ViewProps) {
  const { state, change, network } = props;
  return (
    <Select
      label={t("Numbers of")}
      value={shownLayer(props)}
      options={passLayers(network).map(({ name, kind }) => ({
        value: name,
        title: `${name} (${kind})`,
      }))}
      onChange={(chosen) => change({ ...state, chosen, trail: [] })}
    />
  );
}

function ranOn(pass: Pass): string {
  return pass.kind === "done" ? t("run here on {on}", { on: pass.on }) : t("not run yet");
}

function memoryOf({ spec }: ViewProps["network"]): string {
  try {
    return t(" and takes {passBytes} of memory", { passBytes: bytes(passBytes(spec)) });
  } catch (error) {
    if (error instanceof LabError)
      return t("; it cannot be run here: {message}", { message: echo(error.message) });
    throw error;
  }
}

function wordsOf(pass: Pass, network: ViewProps["network"]): string {
  // Heads that are for training only are not computed.
  const multiplyAdds = passLayers(network).reduce((sum, layer) => sum + layer.multiplyAdds, 0);
  switch (pass.kind) {
    case "none":
      return t("A run computes {multiplyAdds} multiply-adds{memory}.", {
        multiplyAdds: exact(multiplyAdds),
        memory: memoryOf(network),
      });
    case "running":
      return runningText();
    case "failed":
      return failedText(pass.why);
    case "done":
      return t("{multiplyAdds} multiply-adds in {milliseconds} ms. {weights}", {
        multiplyAdds: exact(multiplyAdds),
        milliseconds: exact(Math.round(pass.milliseconds)),
        weights:
          typeof pass.order.weights === "number"
            ? t(
                "The weights are drawn by a seed and not learned: the arithmetic is that of the real network, its answer means nothing.",
              )
            : t("The weights are those of the file."),
      });
    default:
      pass satisfies never;
      return "";
  }
}
