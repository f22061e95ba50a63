/** `#/`: what this is in one sentence, a figure that moves when touched, the course as a map. */
import { type ReactNode, Suspense, useEffect, useState } from "react";
import { Boundary } from "../../shell/Boundary";
import { Header } from "../../shell/Header";
import { Stored } from "../../shell/Stored";
import { Continue } from "./Continue";
import { CourseMap } from "./CourseMap";
import { FirstFigure } from "./FirstFigure";
import { MachineLine } from "./MachineLine";
import styles from "./home.module.css";

export function Home(): ReactNode {
  const [stored, setStored] = useState(false);
  useEffect(() => {
    document.title = "ConvLab: convolutional networks, one number at a time";
  }, []);
  return (
    <>
      <Header />
      <main className={styles["home"]} tabIndex={-1}>
        <section className={styles["first"]}>
          <div className={styles["words"]}>
            <h1>Convolutional networks, one number at a time</h1>
            <p className={styles["sentence"]}>
              Step through every number of a convolution, change any of them, and train a real network, all on your own machine.
            </p>
            <Continue />
          </div>
          <Boundary what="The small convolution">
            <Suspense fallback={<div className={styles["figure"]} />}>
              <FirstFigure />
            </Suspense>
          </Boundary>
        </section>
        <CourseMap />
        <footer className={styles["foot"]}>
          <nav className={styles["also"]} aria-label="Beside the course">
            <a href="#/lab">All figures</a>
            <a href="#/networks">Networks, layer by layer</a>
            <a href="#/studio">Write a lesson</a>
            <a href="#/check">Check this machine</a>
          </nav>
          <MachineLine />
          <p>
            Nothing you do here leaves this machine: no account, no server, no tracking.{" "}
            <button type="button" className={styles["link"]} onClick={() => setStored(true)}>
              What is stored here
            </button>
          </p>
        </footer>
      </main>
      {stored ? <Stored onClose={() => setStored(false)} /> : null}
    </>
  );
}
