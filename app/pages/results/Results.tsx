/**
 * `#/results`: a student's own result sheet, to print or to save for a teacher, and a teacher's
 * view of the files of a class. Nothing leaves the machine.
 */
import { t } from "../../language/words";
import { type ReactNode, Suspense } from "react";
import { Page } from "../../shell/Page";
import { ClassResults } from "./ClassResults";
import { OwnSheet } from "./OwnSheet";
import styles from "./results.module.css";

export function Results(): ReactNode {
  return (
    <Page title={t("Results")} className={styles["page"]}>
      <Suspense fallback={<section aria-busy="true" />}>
        <OwnSheet />
      </Suspense>
      <ClassResults />
    </Page>
  );
}
