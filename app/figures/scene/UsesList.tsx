/**
 * The answer to "who uses this number?": each number that depends on it, with what it meets there.
 * Pointing at one lights its cell; a click goes there.
 */
import { t } from "../../language/words";
import type { Asked } from "./scene";
import styles from "./scene.module.css";
import type { SceneActions } from "./SceneView";

/** More are not listed, but lit. */
const MOST_LISTED = 100;

interface UsesListProps {
  readonly asked: Asked;
  readonly actions: SceneActions;
  readonly onBack: (() => void) | undefined;
}

export function UsesList({ asked, actions: { onPoint, onAsk }, onBack }: UsesListProps) {
  const rest = asked.uses.length - MOST_LISTED;
  return (
    <section className={styles["asked"]} aria-label={t("Where this number goes")}>
      <p aria-live="polite">{asked.words}</p>
      <ul className={styles["uses"]}>
        {asked.uses.slice(0, MOST_LISTED).map(({ at, name, partner, role }) => (
          <li key={`${at.tensor} ${at.index.join()}`}>
            <button
              type="button"
              className={styles["use"]}
              title={t("Show {name}", { name })}
              onPointerEnter={() => onPoint?.(at)}
              onPointerLeave={() => onPoint?.(null)}
              onFocus={() => onPoint?.(at)}
              onBlur={() => onPoint?.(null)}
              onClick={() => onAsk?.(at)}
            >
              <span data-role="output">{name}</span> <span data-role={role}>{partner}</span>
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 && <p>{t("And {rest} more, lit above.", { rest })}</p>}
      {onBack !== undefined && (
        <button type="button" onClick={onBack}>
          {t("Back to the window")}
        </button>
      )}
    </section>
  );
}
