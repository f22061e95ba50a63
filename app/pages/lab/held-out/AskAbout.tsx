/** Puts a held-out picture into the question above. */
import type { ReactNode } from "react";
import { Button } from "../../../figures/marks/controls/Button";
import { t } from "../../../language/words";

interface AskAboutProps {
  readonly picture: number;
  readonly onPicture: (picture: number) => void;
}

export function AskAbout({ picture, onPicture }: AskAboutProps): ReactNode {
  return (
    <Button onClick={() => onPicture(picture)}>
      {t("Ask about it")}
      <span className="hidden-text">{t(": picture {picture}", { picture })}</span>
    </Button>
  );
}
