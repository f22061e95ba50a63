/** The other direction: who reads the number. */
import { type ReactNode, useMemo } from "react";
import type { Numbers } from "../../../../engine/explain/numbers";
import { usesOf } from "../../../../engine/explain/uses";
import type { Opened } from "../../../explorer/ask/opened";
import { hasBatch, nameOf, openedOf } from "../../../explorer/ask/origin";
import { Button } from "../../../figures/marks/controls/Button";
import { spoken } from "../../../figures/describe/number";
import { t } from "../../../language/words";
import styles from "./ask.module.css";
import { wholeReaders } from "./terms";

const MOST_USERS = 12;

interface UsersProps {
  readonly numbers: Numbers;
  readonly cell: Opened;
  readonly onAsk: (cell: Opened) => void;
}

export function Users({ numbers, cell, onAsk }: UsersProps): ReactNode {
  const whole = wholeReaders(numbers.network, cell.tensor);
  const isShort = whole.length === 0;
  const uses = useMemo(() => {
    if (!isShort) return [];
    const index = hasBatch(cell.tensor) ? [0, ...cell.index] : cell.index;
    return usesOf(numbers, cell.tensor, index);
  }, [numbers, cell, isShort]);
  if (!isShort)
    return (
      <p className="soft">
        {t("Every number of {whole} depends on it.", { whole: whole.join(t(" and ")) })}
      </p>
    );
  if (uses.length === 0)
    return (
      <p className="soft">{t("No further number depends on {cell}.", { cell: nameOf(cell) })}</p>
    );
  const shown = uses
    .toSorted((a, b) => Math.abs(b.factor) - Math.abs(a.factor))
    .slice(0, MOST_USERS);
  return (
    <div className={styles["users"]}>
      <p>
        {t(
          "{count, plural, one {One number depends} other {{count} numbers depend}} on it{most}; beside each, by how much it changes when this number grows by 1:",
          { count: uses.length, most: uses.length > shown.length ? t(", the most on these") : "" },
        )}
      </p>
      <ul>
        {shown.map((use) => {
          const reader = openedOf({
            kind: "cell",
            tensor: use.tensor,
            index: use.index,
            role: "output",
            value: 0,
          });
          return (
            <li key={nameOf(reader)}>
              <Button onClick={() => onAsk(reader)}>
                {nameOf(reader)} <b>{spoken(use.factor)}</b>
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
