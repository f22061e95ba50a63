/** Puts a held-out picture into the question above. */
import type { ReactNode } from "react";

export function AskAbout({
  picture,
  onPicture,
}: {
  readonly picture: number;
  readonly onPicture: (picture: number) => void;
}): ReactNode {
  return (
    <button type="button" className="button" onClick={() => onPicture(picture)}>
      Ask about it<span className="hidden-text">: picture {picture}</span>
    </button>
  );
}
