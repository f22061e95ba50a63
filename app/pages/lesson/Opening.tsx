/** How a lesson begins: what it is, what one will be able to do, how long it takes. */
import { bestOf, LANGUAGES, nameOf } from "../../language/languages";
import { spokenLanguage, t, word } from "../../language/words";
import { useWantedLanguages } from "../../shell/appearance";
import type { ReactNode } from "react";
import type { LessonDoc } from "../../lesson/document";
import { cardOf, cards } from "../../lesson/runtime/library";
import styles from "./lesson.module.css";

const LEVELS = {
  intro: "for a first look",
  core: "core of the course",
  advanced: "for those who want more",
} as const;

/** A translation that nobody has read who grew up with its language. */
function isUnreviewed({ id, lang, reviewer }: LessonDoc): boolean {
  const original = cardOf(id)?.lang;
  return original !== undefined && original !== lang && reviewer === undefined;
}

/** The reader wants a language that the lab speaks and this lesson does not. */
function NotYet({ lang }: { readonly lang: string }): ReactNode {
  const [first = lang] = useWantedLanguages();
  const wanted = bestOf([first], LANGUAGES);
  return wanted === null ||
    wanted === spokenLanguage() ||
    wanted === bestOf([lang], LANGUAGES) ? null : (
    <p className="soft">
      {t("This lesson is not in {language} yet.", { language: nameOf(wanted) })}
    </p>
  );
}

export function Opening({ doc }: { readonly doc: LessonDoc }): ReactNode {
  const requires = doc.requires
    .map((id) => cards.find((card) => card.id === id))
    .filter((card) => card !== undefined);
  return (
    <header className={styles["opening"]}>
      <h1>{doc.title}</h1>
      <p className={styles["summary"]}>{doc.summary}</p>
      <NotYet lang={doc.lang} />
      {isUnreviewed(doc) ? (
        <p className="soft">{t("Translated without a native reviewer.")}</p>
      ) : null}
      <details className={styles["goals"]}>
        <summary>
          {t("What you will be able to do")}{" "}
          <span>
            · {t("about {minutes} minutes", { minutes: doc.minutes })}
            {t(", ")}
            {word(LEVELS[doc.level])}
          </span>
        </summary>
        <ul>
          {doc.goals.map((goal) => (
            <li key={goal}>{goal}</li>
          ))}
        </ul>
        {requires.length === 0 ? null : (
          <p>
            {t("Builds on")}{" "}
            {requires.map((card, at) => (
              <span key={card.id}>
                {at > 0 ? ", " : null}
                <a href={`#/lesson/${card.id}`}>{word(card.title)}</a>
              </span>
            ))}
            .
          </p>
        )}
        <p>
          {t("By {authors}. Licence: {licence}.", {
            authors: doc.authors.join(", "),
            licence: doc.license,
          })}
        </p>
      </details>
    </header>
  );
}
