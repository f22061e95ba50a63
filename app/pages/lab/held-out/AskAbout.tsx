/** Puts a held-out picture into the question above. */
import type { ReactNode } from "react";
import { t } from "../../../language/words";

export function AskAbout({
  picture,
  onPicture,
}: {
  readonly picture: number;
  readonly onPicture: (picture: number) => void;
}): ReactNode {
  return (
    <button type="button" className="button" onClick={() => onPicture(picture)}>
      {t("Ask about it")}
      <span className="hidden-text">{t(": picture {picture}", { picture })}</span>
    </button>
  );
}
