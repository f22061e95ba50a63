/**
 * `#/results`: a student's own result sheet, to print or to save for a teacher, and a teacher's
 * view of the files of a class. Nothing leaves the machine.
 */
import { type ReactNode, Suspense, useEffect } from "react";
import { Header } from "../../shell/Header";
import { ClassResults } from "./ClassResults";
import { OwnSheet } from "./OwnSheet";
import styles from "./results.module.css";

export function Results(): ReactNode {
  useEffect(() => {
    document.title = "Results · ConvLab";
  }, []);
  return (
    <>
      <Header>
        <h1 className={styles["title"]}>Results</h1>
      </Header>
      <main className={styles["page"]} tabIndex={-1}>
        <Suspense fallback={<section aria-busy="true" />}>
          <OwnSheet />
        </Suspense>
        <ClassResults />
      </main>
    </>
  );
}
