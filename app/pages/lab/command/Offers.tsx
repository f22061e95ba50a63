/** The words that may come next, under the command box; the box has the focus and the keys. */
import type { ReactNode } from "react";
import { t } from "../../../language/words";
import type { Completion } from "./completions";

interface OffersProps {
  readonly id: string;
  readonly offers: readonly Completion[];
  readonly isShown: boolean;
  /** The place of the chosen one; −1: none. */
  readonly active: number;
  readonly onTake: (offer: Completion) => void;
}

export function optionId(id: string, at: number): string {
  return `${id}-${at}`;
}

export function Offers({ id, offers, isShown, active, onTake }: OffersProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the list of a combobox that stays a line of text
    <div id={id} role="listbox" aria-label={t("What may come next")} hidden={!isShown}>
      {offers.map((offer, at) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the box has the keys
        <div
          key={offer.word}
          id={optionId(id, at)}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an option of such a list
          role="option"
          aria-selected={at === active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(offer)}
        >
          <b>{offer.word}</b> <span>{offer.detail}</span>
        </div>
      ))}
    </div>
  );
}
