/**
 * A pressed pixel of a map, by its definition and with its numbers; each number opens into what it
 * is made of.
 */
import { type ReactNode, useMemo, useState } from "react";
import { t } from "../../../language/words";
import type { Cell, Expression } from "../../../../engine/core/expression";
import { evaluate } from "../../../../engine/core/expression";
import type { Numbers } from "../../../../engine/explain/numbers";
import { AskPanel } from "../../../explorer/ask/AskPanel";
import type { Opened } from "../../../explorer/ask/opened";
import { nameOfCell, openedOf } from "../../../explorer/ask/origin";
import { useFetched } from "../../../explorer/ask/useFetched";
import { layOut } from "../../../figures/describe/arithmetic";
import { ArithmeticStrip } from "../../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { reason } from "../../../shell/reason";
import { meanGradient, operandOf, shortMean } from "./reason-terms";
import { tooLong } from "./terms";
import styles from "./ask.module.css";

interface PixelReasonsProps {
  /** "row 3, column 4". */
  readonly title: string;
  readonly expression: Expression;
  /** The numbers of the pass; of the one over the covered picture. */
  readonly numbersOf: (covered: boolean) => Numbers;
}

interface Asked {
  readonly values: Numbers;
  readonly trail: readonly Opened[];
}

export function PixelReasons({ title, expression, numbersOf }: PixelReasonsProps): ReactNode {
  const [mean, setMean] = useState<Cell | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = (cell: Cell): void => {
    const operand = operandOf(cell);
    if (operand.kind === "mean") {
      setAsked(null);
      return setMean(cell);
    }
    const opened = openedOf({ ...cell, tensor: operand.tensor });
    return setAsked({ values: numbersOf(operand.covered), trail: [opened] });
  };
  return (
    <section className={styles["any"]} aria-label={t("This pixel in numbers")}>
      <Strip title={title} expression={expression} onAsk={ask} />
      {mean !== null && <Mean cell={mean} numbers={numbersOf(false)} onAsk={ask} />}
      {asked !== null && (
        <Explored
          {...asked}
          onTrail={(trail) => setAsked(trail.length === 0 ? null : { ...asked, trail })}
        />
      )}
    </section>
  );
}

interface MeanProps {
  readonly cell: Cell;
  readonly numbers: Numbers;
  readonly onAsk: (cell: Cell) => void;
}

function Mean({ cell, numbers, onAsk }: MeanProps): ReactNode {
  const operand = operandOf(cell);
  const mean = useMemo(
    () =>
      operand.kind === "mean"
        ? shortMean(meanGradient(numbers, operand.layer, operand.channel))
        : cell,
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the operand is the cell's
    [cell, numbers],
  );
  return <Strip title={named(cell)} expression={mean} onAsk={onAsk} />;
}

interface StripProps {
  readonly title: string;
  readonly expression: Expression;
  readonly onAsk: (cell: Cell) => void;
}

function Strip({ title, expression, onAsk }: StripProps): ReactNode {
  const arithmetic = useMemo(
    () => layOut(expression, { value: evaluate(expression), label: title }),
    [expression, title],
  );
  return <ArithmeticStrip title={title} arithmetic={arithmetic} nameOf={named} onAsk={onAsk} />;
}

/** What a number is, in words. */
function named(cell: Cell): string {
  const operand = operandOf(cell);
  if (operand.kind === "mean")
    return t("mean gradient of map {channel} of {layer}", {
      channel: operand.channel,
      layer: operand.layer,
    });
  const name = nameOfCell({ ...cell, tensor: operand.tensor });
  return operand.covered ? t("{name}, covered", { name }) : name;
}

/** A number of a pass, opened as everywhere. */
function Explored({
  values,
  trail,
  onTrail,
}: Asked & { readonly onTrail: (trail: readonly Opened[]) => void }): ReactNode {
  const opened = trail.at(-1);
  const isLong = opened !== undefined && tooLong(values.network, opened.tensor) !== null;
  const here = useFetched(
    values,
    opened === undefined || isLong ? [] : [opened.tensor],
    "without users",
  );
  if (isLong) return <p role="note">{t("It is made of too many terms to be written out.")}</p>;
  if (here.problem !== null) return <p className="problem">{reason(here.problem)}</p>;
  if (!here.ready) return <p className="soft">…</p>;
  return <AskPanel values={values} trail={trail} onTrail={onTrail} />;
}
