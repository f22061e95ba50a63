/** An address that leads nowhere: says which, and leads back. */
import { t } from "../language/words";
import type { ReactNode } from "react";
import { Header } from "./Header";
import styles from "./shell.module.css";
import { useTitle } from "./useTitle";

interface NotFoundProps {
  readonly what: string;
  readonly hint?: string;
}

export function NotFound({ what, hint }: NotFoundProps): ReactNode {
  useTitle(`${t("Not found")} · ConvLab`);
  return (
    <>
      <Header />
      <main className={styles["missing"]} tabIndex={-1}>
        <h1>{t("There is no such page")}</h1>
        <p>{what}</p>
        {hint === undefined ? null : <p>{hint}</p>}
        <a className="button primary" href="#/">
          {t("To the start")}
        </a>
      </main>
    </>
  );
}
