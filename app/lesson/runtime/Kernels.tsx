/** The WGSL of an op as it is given to the graphics card, loaded when somebody asks to see it. */
import { t } from "../../language/words";
import { type ReactNode, Suspense, use, useState } from "react";
import { loadOnce } from "../../later/retry";
import styles from "./figure.module.css";

const files = import.meta.glob<string>("../../../engine/ops/*/*.wgsl", {
  query: "?raw",
  import: "default",
});

const loading = new Map<string, Promise<string>>();

/** The kernels of these folders of `engine/ops`, one at a time. */
export function Kernels({ ops }: { readonly ops: readonly string[] }): ReactNode {
  const paths = ops.flatMap((op) =>
    Object.keys(files).filter((path) => path.includes(`/ops/${op}/`)),
  );
  const [chosen, setChosen] = useState(paths[0] ?? "");
  if (chosen === "") return <p>{t("This figure is computed on the processor alone.")}</p>;
  return (
    <>
      <label>
        {t("File")}{" "}
        <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {paths.map((path) => (
            <option key={path} value={path}>
              {path.replace(/^.*\/ops\//, "engine/ops/")}
            </option>
          ))}
        </select>
      </label>
      <Suspense fallback={<p>{t("The file is being loaded …")}</p>}>
        <Text path={chosen} />
      </Suspense>
    </>
  );
}

function Text({ path }: { readonly path: string }): ReactNode {
  return (
    <textarea
      className={styles["source"]}
      readOnly
      spellCheck={false}
      aria-label={`WGSL, ${path.split("/").at(-1)}`}
      value={use(load(path))}
      dir="ltr"
    />
  );
}

function load(path: string): Promise<string> {
  return loadOnce(loading, path, () => files[path]?.() ?? Promise.resolve(""));
}
