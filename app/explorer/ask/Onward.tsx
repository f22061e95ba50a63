/**
 * Ways on from the number that is open: its gradient, what one step of training makes of it, and
 * the numbers that are computed from it.
 */
import { t } from "../../language/words";
import { useId, useMemo, useState } from "react";
import { LabError } from "../../../engine/core/errors";
import type { Numbers } from "../../../engine/explain/numbers";
import { Button } from "../../figures/marks/controls/Button";
import { spoken } from "../../figures/describe/number";
import styles from "./ask.module.css";
import { deadEnd, furtherOf, goingOf, type Going } from "./onward";
import { type Opened, writeCell } from "./opened";

interface OnwardProps {
  readonly values: Numbers;
  readonly opened: Opened;
  readonly onAsk: (cell: Opened) => void;
}

/** So many are listed at a time. */
const MOST = 60;

export function Onward({ values, opened, onAsk }: OnwardProps) {
  const id = useId();
  const [shown, setShown] = useState("");
  const further = useMemo(() => furtherOf(values, opened), [values, opened]);
  const { going, end } = useMemo(() => safely(values, opened), [values, opened]);
  const isShown = shown === writeCell(opened);
  if (further.length === 0 && going.length === 0 && end === null) return null;
  return (
    <div className={styles["onward"]}>
      {going.length > 0 && (
        <Button
          aria-expanded={isShown}
          aria-controls={id}
          onClick={() => setShown(isShown ? "" : writeCell(opened))}
        >
          {t("Where does it go?")}
        </Button>
      )}
      {further.map(({ words, cell }) => (
        <Button key={words} onClick={() => onAsk(cell)}>
          {words}
        </Button>
      ))}
      {end !== null && <p>{end}</p>}
      <div id={id} hidden={!isShown}>
        {isShown && <Uses key={shown} going={going} onAsk={onAsk} />}
      </div>
    </div>
  );
}

function Uses({ going, onAsk }: Pick<OnwardProps, "onAsk"> & { readonly going: readonly Going[] }) {
  const [listed, setListed] = useState(MOST);
  const rest = going.length - listed;
  return (
    <>
      <p>
        {t(
          "{count, plural, one {One number is} other {{count} numbers are}} computed from it directly. Behind each: how fast it changes with this one.",
          { count: going.length },
        )}
      </p>
      <ul className={styles["uses"]}>
        {going.slice(0, listed).map(({ words, cell, factor }) => (
          <li key={writeCell(cell)}>
            <button type="button" className={styles["crumb"]} onClick={() => onAsk(cell)}>
              {words}: × {spoken(factor)}
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button onClick={() => setListed(going.length)}>
          {t("List the other {rest}", { rest })}
        </Button>
      )}
    </>
  );
}

/** A number of another network, from an old link, goes nowhere. */
function safely(
  values: Numbers,
  opened: Opened,
): { readonly going: readonly Going[]; readonly end: string | null } {
  try {
    const going = goingOf(values, opened);
    return { going, end: deadEnd(values, opened, going) };
  } catch (problem) {
    if (problem instanceof LabError) return { going: [], end: null };
    throw problem;
  }
}
