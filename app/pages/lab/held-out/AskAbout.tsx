/** Puts a held-out picture into the question above. */
import type { ReactNode } from "react";
import { Button } from "../../../figures/marks/controls/Button";
import { t } from "../../../language/words";

export function AskAbout({
  picture,
  onPicture,
}: {
  readonly picture: number;
  readonly onPicture: (picture: number) => void;
}): ReactNode {
  return (
    <Button onClick={() => onPicture(picture)}>
      {t("Ask about it")}
      <span className="hidden-text">{t(": picture {picture}", { picture })}</span>
    </Button>
  );
}
