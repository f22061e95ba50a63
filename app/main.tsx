/** Where the page begins. */
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@fontsource-variable/atkinson-hyperlegible-mono/wght.css";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/math.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { packageKind } from "./course/lms-mark";
import { startSiteCopy } from "./offline/offline";
import { App } from "./shell/App";
import { setFirstAppearance } from "./shell/appearance";
import { labStorage } from "./store/lab-storage";

/** In a package the LMS is asked first: what it kept is the reader's state. */
async function begin(): Promise<void> {
  const kind = packageKind();
  if (kind !== null) await (await import("./lms/connect")).connectLms(kind);
  labStorage();
  setFirstAppearance();
  if (kind === null) startSiteCopy();
  const root = document.getElementById("root");
  if (root !== null)
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
}

void begin();
