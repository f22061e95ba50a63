/** `#/gallery`: every mark, figure and widget in its states; what screenshots are taken from. */
import { type ReactNode, useEffect, useState } from "react";
import { Boundary } from "../../shell/Boundary";
import { Header } from "../../shell/Header";
import { useAddress } from "../../shell/useAddress";
import styles from "./gallery.module.css";

interface Shown {
  readonly title: string;
  readonly states: readonly { readonly name: string; readonly node: ReactNode }[];
}

const sources: Readonly<Record<string, () => Promise<{ readonly gallery: Shown }>>> = import.meta.glob<{ readonly gallery: Shown }>([
  "../../figures/**/*.gallery.tsx",
  "../../widgets/**/*.gallery.tsx",
  "../../lesson/**/*.gallery.tsx",
]);

interface Entry {
  readonly id: string;
  readonly shown: Shown;
}

export function Gallery(): ReactNode {
  const { path } = useAddress();
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    document.title = "Gallery · ConvLab";
    loadAll().then(setEntries, (error: unknown) => setProblem(error instanceof Error ? error.message : "The gallery could not be loaded."));
  }, []);
  const only = path[0];
  const shown = entries?.filter(({ id }) => only === undefined || id === only) ?? [];
  return (
    <>
      <Header>
        <h1 className={styles["title"]}>Gallery</h1>
      </Header>
      <main className={styles["gallery"]} tabIndex={-1} aria-busy={entries === null && problem === null}>
        {problem === null ? null : <p role="alert">{problem}</p>}
        <nav aria-label="Figures" className={styles["list"]}>
          {only === undefined ? null : <a href="#/gallery">all</a>}
          {(entries ?? []).map(({ id, shown: { title } }) => (
            <a key={id} href={`#/gallery/${id}`} aria-current={id === only ? "page" : undefined}>
              {title}
            </a>
          ))}
        </nav>
        {shown.map(({ id, shown: { title, states } }) => (
          <section key={id} aria-label={title}>
            <h2>{title}</h2>
            <div className={styles["states"]}>
              {states.map(({ name, node }) => (
                <div key={name} className={styles["state"]} data-gallery={`${id}: ${name}`}>
                  <h3>{name}</h3>
                  <Boundary what={`${title}, ${name},`}>{node}</Boundary>
                </div>
              ))}
            </div>
          </section>
        ))}
      </main>
    </>
  );
}

async function loadAll(): Promise<readonly Entry[]> {
  const found = await Promise.all(
    Object.entries(sources).map(async ([path, load]) => ({
      id: path.replace(/^.*\//, "").replace(".gallery.tsx", "").toLowerCase(),
      shown: (await load()).gallery,
    })),
  );
  return found.toSorted((one, other) => one.shown.title.localeCompare(other.shown.title, "en"));
}
