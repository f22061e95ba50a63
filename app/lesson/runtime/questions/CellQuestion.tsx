/**
 * A question whose answer is a cell of the figure: click it there, or type where it is. Places
 * count from 0.
 */
import { t, word } from "../../../language/words";
import { MousePointerClick } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { AnswerCode } from "../../audience/AnswerCode";
import type { CellBlock } from "../../document";
import { readNumber } from "../numbers";
import { ownerOf } from "../walk";
import { useScope } from "../scope";
import { AnswerField } from "./AnswerField";
import { CheckButton, Fields, Frame, Help, Judged, useAnswer } from "./parts";

const AXES: Readonly<Record<number, readonly string[]>> = {
  1: ["place"],
  2: ["row", "column"],
  3: ["channel", "row", "column"],
  4: ["filter", "channel", "row", "column"],
};

export function CellQuestion({ block }: { readonly block: CellBlock }): ReactNode {
  const asked = useAnswer(block.id);
  const { answer, change } = asked;
  const { tensor } = block;
  const { pick, figures } = useScope();
  const axes = AXES[block.index.length] ?? block.index.map((_, at) => `axis ${at}`);
  const given = typeof answer.given === "string" ? answer.given.split(",") : [];
  const typed = axes.map((_, at) => given[at] ?? "");
  const complete = typed.every((text) => text.trim() !== "");
  const figure = ownerOf(block.figure, figures);
  const place = axes.map((axis, at) => `${word(axis)} ${typed[at]}`).join(", ");
  const check = (index: readonly string[]): void => {
    const numbers = index.map((text, at) => readNumber(text, (value) => value === block.index[at]));
    const right = numbers.every((number, at) => number.ok && number.value === block.index[at]);
    change({ given: index.join(","), checked: true, right });
  };
  const type = (at: number, text: string): void => {
    const next = typed.with(at, text.replaceAll(",", "")).join(",");
    change({ given: next, checked: false, right: false });
  };
  usePicked(figure, !answer.right, (picked, index) => {
    if (picked !== tensor) change({ given: "", checked: false, right: false });
    else check(lastAxes(index, axes.length).map(String));
  });
  return (
    <Frame kind={t("Find the cell")} ask={block.ask}>
      <p className="row" data-form>
        <MousePointerClick aria-hidden size={18} />
        {pick?.figure === figure
          ? t("Click a cell of {tensor} in the figure, or type where it is.", { tensor })
          : t("A cell of {tensor}.", { tensor })}
      </p>
      <Fields
        onAnswer={() => {
          if (complete) check(typed);
        }}
      >
        <div className="row" data-form>
          <PlaceFields axes={axes} typed={typed} onType={type} />
          <CheckButton disabled={!complete} />
        </div>
      </Fields>
      {answer.checked ? (
        <Judged
          right={answer.right}
          yes={t("Yes, that one.")}
          notYet={t("Not yet: {place} is another one.", { place })}
        />
      ) : null}
      <AnswerCode block={block} />
      <Help asked={asked} hints={block.hints} solution={block.solution} />
    </Frame>
  );
}

interface PlaceFieldsProps {
  readonly axes: readonly string[];
  readonly typed: readonly string[];
  readonly onType: (at: number, text: string) => void;
}

function PlaceFields({ axes, typed, onType }: PlaceFieldsProps): ReactNode {
  return axes.map((axis, at) => (
    <span key={axis} className="row">
      <AnswerField
        label={word(axis)}
        small
        text={typed[at] ?? ""}
        onText={(text) => onType(at, text)}
      />
    </span>
  ));
}

/** Where the next click in the figure goes, while the question waits for one. */
function usePicked(
  figure: string,
  waits: boolean,
  onPick: (tensor: string, index: readonly number[]) => void,
): void {
  const { setPick } = useScope();
  const picked = useEffectEvent(onPick);
  const wait = useEffectEvent(() =>
    setPick({ figure, onPick: (tensor, index) => picked(tensor, index) }),
  );
  useEffect(() => {
    if (waits) wait();
    return () => setPick(null);
  }, [waits, setPick]);
}

/** A figure may name a cell with leading axes (example, channel) that the question leaves out. */
function lastAxes(index: readonly number[], count: number): readonly number[] {
  return index.length > count ? index.slice(index.length - count) : index;
}
