/**
 * The network is asked about a picture: its classes, and any of its numbers, where it comes from
 * and who uses it.
 */
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { t } from "../../../language/words";
import { rich } from "../../../language/rich";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { LiveText } from "../../../figures/marks/live-text/LiveText";
import { ProbabilityBars, ranked } from "../../../figures/network/ProbabilityBars";
import { percent } from "../../../figures/curve/format";
import { isEmpty as isDrawingEmpty } from "../../../pictures/drawing/drawing";
import { HeldOut } from "../held-out/HeldOut";
import { useSets } from "../held-out/sets";
import { filledWeights } from "../project";
import { pictureShape } from "../../../pictures/picture-shape";
import { numbersOf } from "../pixels";
import type { Bench } from "../useProject";
import { BecausePanel } from "./Because";
import { className, classCount, sharesOf } from "./classes";
import { AnyNumber, type AskedCell } from "./AnyNumber";
import type { PressedAt } from "./HeldOutInput";
import { PictureInput } from "./PictureInput";
import { PixelSettings } from "./PixelSettings";
import type { PictureSize } from "./rgba";
import { type Answer, useAnswer } from "./useAnswer";
import { usePictureAsked } from "./usePictureAsked";
import styles from "./ask.module.css";

interface AskProps {
  readonly bench: Bench;
}

export function Ask({ bench }: AskProps): ReactNode {
  const { network } = bench.looked;
  const { input } = bench.project.spec;
  const size = useMemo(() => pictureShape(input), [input]);
  if (network === null)
    return (
      <p role="note">
        {rich("The network can be asked when all its layers fit. {link} say what does not.", {
          link: <a href="#/lab">{t("Its layers")}</a>,
        })}
      </p>
    );
  if (size === null)
    return (
      <p role="note">
        {t(
          "This network reads {input} numbers. The lab makes pictures of one channel (grey) or three (colours).",
          { input: network.spec.input.join("×") },
        )}
      </p>
    );
  const key = size.join("×");
  return <AskNetwork key={key} bench={bench} network={network} size={size} />;
}

const SHOWN = 5;

interface AskNetworkProps extends AskProps {
  readonly network: NetworkShapes;
  readonly size: PictureSize;
}

function AskNetwork({ bench, network, size }: AskNetworkProps): ReactNode {
  const { project, change } = bench;
  const sets = useSets(network);
  const picture = usePictureAsked(size, sets);
  const [pressed, setPressed] = useState<PressedAt | null>(null);
  const { rgba, change: changePicture } = picture;
  const askAbout = useCallback(
    (set: string, at: number): void => {
      changePicture({ way: "held", held: { set, at } });
      const element = document.activeElement;
      setPressed(element instanceof HTMLElement ? { element } : null);
    },
    [changePicture],
  );
  const { pixels } = project;
  const input = useMemo(
    () => (rgba === null ? null : numbersOf(rgba, size, pixels)),
    [rgba, size, pixels],
  );
  const answer = useAnswer(project, network, input);
  const { way, drawing } = picture.asked;
  const isEmpty = way === "draw" && isDrawingEmpty(drawing);
  const [cell, setCell] = useState<AskedCell | null>(null);
  return (
    <>
      <div className={styles["ask"]}>
        <PictureInput {...picture} size={size} sets={sets} pressed={pressed} />
        <div className={styles["answer"]}>
          <Verdict
            isEmpty={isEmpty}
            bench={bench}
            network={network}
            answer={answer}
            onAsk={(at) => setCell(outputCell(network, at))}
          />
          <Untrained bench={bench} network={network} />
          <PixelSettings
            pixels={pixels}
            channels={size[0]}
            onPixels={(next) => change({ ...project, pixels: next }, t("pixels as numbers"))}
          />
        </div>
      </div>
      {answer.answered !== null && classCount(network) !== null && !isEmpty && (
        <BecausePanel
          project={project}
          network={network}
          answered={answer.answered}
          size={size}
          top={ranked(answer.answered.output).slice(0, SHOWN)}
        />
      )}
      {answer.answered !== null && (
        <AnyNumber numbers={answer.answered.numbers} asked={cell} onAsked={setCell} />
      )}
      <HeldOut project={project} network={network} sets={sets} onPicture={askAbout} />
    </>
  );
}

/** The number of a class, whatever else the output's shape has. */
function outputCell({ output }: NetworkShapes, at: number): AskedCell {
  return {
    tensor: `${output.name}.y`,
    index: output.shape.map((_, axis) => (axis === 0 ? at : 0)),
  };
}

interface VerdictProps {
  /** Nothing is drawn: there is nothing to be asked. */
  readonly isEmpty: boolean;
  readonly bench: Bench;
  readonly network: NetworkShapes;
  readonly answer: Answer;
  readonly onAsk: (at: number) => void;
}

function Verdict({ isEmpty, bench, network, answer, onAsk }: VerdictProps): ReactNode {
  const { project } = bench;
  const { answered, problem, description } = answer;
  if (problem !== "")
    return (
      <p role="alert" className="problem">
        {problem}
      </p>
    );
  if (isEmpty)
    return (
      <p className={styles["verdict"]}>{t("Draw something, or take a digit of the test set.")}</p>
    );
  if (answered === null)
    return <p className={styles["verdict"]}>{t("The network is being opened…")}</p>;
  const time = t("Computed in {milliseconds} ms ({description}).", {
    milliseconds:
      answered.milliseconds < 10
        ? answered.milliseconds.toFixed(1)
        : Math.round(answered.milliseconds),
    description,
  });
  if (classCount(network) === null)
    return (
      <p>
        {t("The last layer gives {shape} numbers, no classes. Look at any of them below. {time}", {
          shape: network.output.shape.join("×"),
          time,
        })}
      </p>
    );
  const shares = sharesOf(network, answered.output);
  const top = ranked(shares).slice(0, SHOWN);
  const [best = 0] = top;
  const words = `${className(project.classes, best)}, ${percent(shares[best] ?? 0)}`;
  return (
    <>
      <p className={styles["verdict"]}>
        {rich("The network says {words}", { words: <b>{words}</b> })}
      </p>
      <ProbabilityBars
        title={t("The likeliest classes")}
        labels={top.map((at) => labelOf(project.classes, at))}
        probabilities={top.map((at) => shares[at] ?? 0)}
        onAsk={(place) => onAsk(top[place] ?? 0)}
      />
      <p className="soft">
        {t("{time} Press a bar to see where its number comes from.{classes}", {
          time,
          classes:
            project.classes.length === 0
              ? t(" The classes have no names: open a text file with one name a line.")
              : "",
        })}
      </p>
      <LiveText text={t("The network says {words}", { words })} />
    </>
  );
}

function labelOf(names: readonly string[], at: number): string {
  const name = names[at];
  if (name === undefined) return t("class {at}", { at });
  return name === String(at) ? name : `${name} (${at})`;
}

interface UntrainedProps {
  readonly bench: Bench;
  readonly network: NetworkShapes;
}

/** Says where the weights come from: an answer of first weights means nothing. */
function Untrained({ bench: { project }, network }: UntrainedProps): ReactNode {
  const none = project.weights.size === 0;
  const drawn = useMemo(
    () => (none ? [] : filledWeights(project, network).drawn),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of the project only the weights count
    [none, project.weights, network],
  );
  if (none && network.parameterCount > 0)
    return (
      <p className={styles["note"]} role="note">
        {t(
          "Its weights are drawn at random, as before training: its answer means nothing yet. Train it, or open a file of weights (safetensors).",
        )}
      </p>
    );
  if (drawn.length > 0)
    return (
      <p className={styles["note"]} role="note">
        {t(
          "{drawn} {drawn2, plural, one {has} other {have}} changed: first weights there, the others are {trained}.",
          { drawn: drawn.join(", "), drawn2: drawn.length, trained: project.trained },
        )}
      </p>
    );
  return project.trained === "" ? null : (
    <p className="soft">{t("Its weights: {trained}.", { trained: project.trained })}</p>
  );
}
