/**
 * `#/lab`: the workbench, where a reader's own network lives; `#/lab/gallery`: every figure of the
 * course by itself; `#/lab/<name>`: one of them. Each comes in a part of its own.
 */
import { lazy, type ReactNode, Suspense } from "react";
import { Header } from "../../shell/Header";
import { useAddress } from "../../shell/useAddress";
import styles from "./figures.module.css";

const Workbench = lazy(async () => ({ default: (await import("./Workbench")).Workbench }));
const AllFigures = lazy(async () => ({ default: (await import("./Figures")).AllFigures }));
const OneFigure = lazy(async () => ({ default: (await import("./Figures")).OneFigure }));

export function Lab(): ReactNode {
  const [name] = useAddress().path;
  return (
    <Suspense fallback={<Waiting />}>
      {name === undefined ? (
        <Workbench />
      ) : name === "gallery" ? (
        <AllFigures />
      ) : (
        <OneFigure key={name} name={name} />
      )}
    </Suspense>
  );
}

function Waiting(): ReactNode {
  return (
    <>
      <Header />
      <main className={styles["page"]} tabIndex={-1} aria-busy="true" />
    </>
  );
}
