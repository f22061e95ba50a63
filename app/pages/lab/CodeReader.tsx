/**
 * Code that is pasted or typed, read as it is written: what is not understood is said with its line
 * and column, and the text stays.
 */
import { t } from "../../language/words";
import { type ReactNode, useDeferredValue, useId, useMemo, useRef, useState } from "react";
import type { Shape } from "../../../engine/core/shape";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { Button } from "../../figures/marks/controls/Button";
import { NumberField } from "../../figures/marks/number-field/NumberField";
import { positionOf } from "../studio/edits";
import { readPasted } from "./read-pasted";
import styles from "./workbench.module.css";

interface CodeReaderProps {
  readonly start: string;
  /** Of the picture, where the code does not say it: [channels, height, width]. */
  readonly input: Shape;
  readonly onRead: (spec: NetworkSpec, notes: readonly string[]) => void;
}

const EXAMPLE = `nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(8 * 14 * 14, 10),
)`;
const AXES = ["channels", "height", "width"] as const;

export function CodeReader({ start, input, onRead }: CodeReaderProps): ReactNode {
  const { text, setText, understood, problem, picture, setPicture } = usePasted(start, input);
  const area = useRef<HTMLTextAreaElement>(null);
  const saidId = useId();
  const place = problem === null ? null : placeIn(problem);
  const goThere = (): void => {
    if (place === null) return;
    const at = positionOf(text, place.line, place.column);
    area.current?.focus();
    area.current?.setSelectionRange(at, at + 1);
  };
  return (
    <div className={styles["code"]}>
      <textarea
        ref={area}
        aria-label={t("Code of your network")}
        aria-describedby={saidId}
        aria-invalid={problem !== null}
        spellCheck={false}
        autoCapitalize="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it opens at the press of a button
        autoFocus
        rows={Math.min(20, Math.max(8, text.split("\n").length + 1))}
        placeholder={t("PyTorch or Keras, as you wrote it. It is read, never run.\n\n{example}", {
          example: EXAMPLE,
        })}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="row">
        <Button
          primary
          disabled={understood === null}
          onClick={() => understood !== null && onRead(understood.spec, understood.notes)}
        >
          {t("Use this code")}
        </Button>
        <Button onClick={() => setText(EXAMPLE)}>{t("An example")}</Button>
        <PictureSize shape={picture} onShape={setPicture} />
      </div>
      <output id={saidId} className={styles["said"]}>
        {understood?.words}
        {problem !== null && <span className="problem">{problem} </span>}
        {place !== null && (
          <Button onClick={goThere}>{t("Go to line {line}", { line: place.line })}</Button>
        )}
      </output>
    </div>
  );
}

/** The text, and what it is understood as: for pictures as chosen, else as they are at hand. */
function usePasted(start: string, input: Shape) {
  const [text, setText] = useState(start);
  const [atHand] = useState<Shape>(input.length === 3 ? input : [1, 28, 28]);
  const [chosen, setPicture] = useState<Shape | null>(null);
  const settled = useDeferredValue(text);
  const read = useMemo(
    () => readPasted(settled, chosen ?? atHand, chosen === null),
    [settled, chosen, atHand],
  );
  const understood = read !== null && "spec" in read ? read : null;
  const problem = read !== null && "problem" in read ? read.problem : null;
  const picture = chosen ?? understood?.spec.input ?? atHand;
  return { text, setText, understood, problem, picture, setPicture };
}

interface PictureSizeProps {
  readonly shape: Shape;
  readonly onShape: (shape: Shape) => void;
}

function PictureSize({ shape, onShape }: PictureSizeProps): ReactNode {
  return (
    <fieldset className={styles["picture"]}>
      <legend>{t("Pictures, where the code does not say it:")}</legend>
      {AXES.map((axis, at) => (
        <NumberField
          key={axis}
          label={axis}
          value={shape[at] ?? 1}
          min={1}
          max={1024}
          whole
          onValue={(value) => onShape(shape.with(at, value))}
        />
      ))}
    </fieldset>
  );
}

function placeIn(message: string): { readonly line: number; readonly column: number } | null {
  const [, line, column] = /line (\d+)(?:, column (\d+))?/i.exec(message) ?? [];
  return line === undefined ? null : { line: Number(line), column: Number(column ?? 1) };
}
