/** `#/gallery`: every mark, figure and widget in its states; what screenshots are taken from. */
import { messageOf } from "../../../engine/core/errors";
import { type ReactNode, useEffect, useState } from "react";
import { Boundary } from "../../shell/Boundary";
import { Header } from "../../shell/Header";
import { useAddress } from "../../shell/useAddress";
import styles from "./gallery.module.css";

interface Shown {
  readonly title: string;
  readonly states: readonly { readonly name: string; readonly node: ReactNode }[];
}

const sources: Readonly<Record<string, () => Promise<{ readonly gallery: Shown }>>> =
  import.meta.glob<{ readonly gallery: Shown }>([
    "../../figures/**/*.gallery.tsx",
    "../../widgets/**/*.gallery.tsx",
    "../../lesson/**/*.gallery.tsx",
  ]);

interface Entry {
  readonly id: string;
  readonly shown: Shown | null;
  readonly problem: string;
}

export function Gallery(): ReactNode {
  const { path } = useAddress();
  const only = path[0];
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  useEffect(() => {
    document.title = "Gallery · ConvLab";
    void loadAll(only).then(setEntries);
  }, [only]);
  return (
    <>
      <Header>
        <h1>Gallery</h1>
      </Header>
      <main className={styles["gallery"]} tabIndex={-1} aria-busy={entries === null}>
        <nav aria-label="Figures" className={styles["list"]}>
          {only === undefined ? null : <a href="#/gallery">all</a>}
          {Object.keys(sources).map((file) => (
            <a
              key={file}
              href={`#/gallery/${idOf(file)}`}
              aria-current={idOf(file) === only ? "page" : undefined}
            >
              {idOf(file)}
            </a>
          ))}
        </nav>
        {(entries ?? []).map((entry) => (
          <Section key={entry.id} entry={entry} />
        ))}
      </main>
    </>
  );
}

function Section({ entry: { id, shown, problem } }: { readonly entry: Entry }): ReactNode {
  if (shown === null)
    return (
      <p role="alert">
        {id} could not be loaded: {problem}
      </p>
    );
  return (
    <section aria-label={shown.title}>
      <h2>{shown.title}</h2>
      <div className={styles["states"]}>
        {shown.states.map(({ name, node }) => (
          <div key={name} className={styles["state"]} data-gallery={`${id}: ${name}`}>
            <h3>{name}</h3>
            <Boundary what={`${shown.title}, ${name},`}>{node}</Boundary>
          </div>
        ))}
      </div>
    </section>
  );
}

function idOf(file: string): string {
  return file.replace(/^.*\//, "").replace(".gallery.tsx", "").toLowerCase();
}

/** One that cannot be loaded does not take the others with it. */
function loadAll(only: string | undefined): Promise<readonly Entry[]> {
  const files = Object.entries(sources).filter(
    ([file]) => only === undefined || idOf(file) === only,
  );
  return Promise.all(
    files.map(async ([file, load]) => {
      try {
        return { id: idOf(file), shown: (await load()).gallery, problem: "" };
      } catch (error) {
        return {
          id: idOf(file),
          shown: null,
          problem: messageOf(error),
        };
      }
    }),
  );
}
