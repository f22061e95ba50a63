/** A page of one column under the header: its place, the title of its tab, its content. */
import { LANGUAGES } from "../language/languages";
import type { ReactNode } from "react";
import { classes } from "../figures/marks/style";
import { Header } from "./Header";
import styles from "./shell.module.css";
import { useTitle } from "./useTitle";

interface PageProps {
  /** In the browser's tab. */
  readonly title: string;
  /** In the header, where it is more than the title. */
  readonly place?: ReactNode;
  /** Sets `--page-width` and `--page-gap`. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Page(props: PageProps): ReactNode {
  const { title, place = <h1>{title}</h1>, className, children } = props;
  useTitle(`${title} · ConvLab`);
  return (
    <>
      <Header languages={LANGUAGES}>{place}</Header>
      <main className={classes(styles["page"], className)} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
