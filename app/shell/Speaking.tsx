/** A part of the page that is said in one language; it waits until the catalogue is there. */
import { type ReactNode, use, useEffect } from "react";
import { directionOf } from "../language/direction";
import { catalogueOf, wholeCatalogueOf } from "../language/languages";
import { speak, spokenLanguage } from "../language/words";

export interface SpeakingProps {
  readonly language: string;
  /** Whose numbers: the language of a lesson for which there is no catalogue, for instance. */
  readonly numbers?: string;
  /** Whether more is said here than the start and the lessons say. */
  readonly whole?: boolean;
  readonly children: () => ReactNode;
}

export function Speaking(props: SpeakingProps): ReactNode {
  const { language, numbers = language, whole = false, children } = props;
  speak(language, use(whole ? wholeCatalogueOf(language) : catalogueOf(language)), numbers);
  useEffect(() => {
    // What was drawn last, and that is the innermost, says which it is.
    document.documentElement.lang = spokenLanguage();
    document.documentElement.dir = directionOf(spokenLanguage());
  });
  return children();
}
