/**
 * Put things in order, with two buttons a thing: works with mouse, finger and keys alike. Shuffled
 * by the question's own seed.
 */
import { t } from "../../../language/words";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { AnswerCode } from "../../audience/AnswerCode";
import { permutation, random } from "../../../../engine/core/random";
import { announce } from "../../../shell/announce";
import { IconButton } from "../../../shell/IconButton";
import type { OrderBlock } from "../../document";
import { Inlines, plainText } from "../Inlines";
import { CheckButton, Fields, Frame, Help, Judged, useAnswer } from "./parts";
import styles from "./questions.module.css";

export function Order({ block }: { readonly block: OrderBlock }): ReactNode {
  const asked = useAnswer(block.id);
  const list = useRef<HTMLOListElement>(null);
  const { answer, change } = asked;
  const stored = Array.isArray(answer.given) ? answer.given : [];
  const order = isOrder(stored, block.items.length) ? stored : shuffled(block);
  const name = (item: number): string => plainText(block.items[item] ?? []);
  const move = (at: number, by: number): void => {
    const next = order.toSpliced(at, 1).toSpliced(at + by, 0, order[at] ?? 0);
    change({ given: next, checked: false, right: false });
    announce(
      t("{item}: place {at} of {count}", {
        item: name(order[at] ?? 0),
        at: at + by + 1,
        count: order.length,
      }),
    );
    requestAnimationFrame(() => focusButton(list.current?.children[at + by], by));
  };
  return (
    <Frame kind={t("Put in order")} ask={block.ask}>
      <Fields
        onAnswer={() =>
          change({ given: [...order], checked: true, right: placesOf(order) === order.length })
        }
      >
        <ol ref={list} className={styles["order"]}>
          {order.map((item, at) => (
            <li key={item}>
              <span aria-hidden>{at + 1}</span>
              <span>
                <Inlines content={block.items[item] ?? []} />
              </span>
              <Movers
                item={name(item)}
                isFirst={at === 0}
                isLast={at === order.length - 1}
                onMove={(by) => move(at, by)}
              />
            </li>
          ))}
        </ol>
        <CheckButton />
      </Fields>
      {answer.checked ? (
        <Judged right={answer.right} yes={t("Yes, in this order.")} notYet={misplaced(order)} />
      ) : null}
      <AnswerCode block={block} />
      <Help asked={asked} hints={block.hints} solution={block.solution} />
    </Frame>
  );
}

interface MoversProps {
  readonly item: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
}

function Movers({ item, isFirst, isLast, onMove }: MoversProps): ReactNode {
  return (
    <span data-form>
      <IconButton
        label={t("Move {item} up", { item })}
        disabled={isFirst}
        onPress={() => onMove(-1)}
      >
        <ArrowUp aria-hidden size={18} />
      </IconButton>
      <IconButton
        label={t("Move {item} down", { item })}
        disabled={isLast}
        onPress={() => onMove(1)}
      >
        <ArrowDown aria-hidden size={18} />
      </IconButton>
    </span>
  );
}

/** The keys stay with what was moved. */
function focusButton(item: Element | undefined, by: number): void {
  item?.querySelectorAll("button")[by < 0 ? 0 : 1]?.focus();
}

function misplaced(order: readonly number[]): string {
  return t(
    "{places, plural, one {Not yet: # of {count} stands in the right place.} other {Not yet: # of {count} stand in the right place.}}",
    { places: placesOf(order), count: order.length },
  );
}

/** How many things stand in their right place. */
function placesOf(order: readonly number[]): number {
  return order.filter((item, at) => item === at).length;
}

function isOrder(order: readonly number[], length: number): boolean {
  return (
    order.length === length &&
    new Set(order).size === length &&
    order.every((item) => item >= 0 && item < length)
  );
}

/** The question's own shuffle; never the right order already. */
function shuffled(block: OrderBlock): readonly number[] {
  const order = [...permutation(block.items.length, random(1).split(block.id))];
  return order.every((item, at) => item === at) ? [...order.slice(1), ...order.slice(0, 1)] : order;
}
