/** Where the page begins. */
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@fontsource-variable/atkinson-hyperlegible-mono/wght.css";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/math.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { keepOffline } from "./offline/offline";
import { App } from "./shell/App";
import { firstLooks } from "./shell/looks";
import { keeper } from "./shell/keeper";

keeper();
firstLooks();
keepOffline();
const root = document.getElementById("root");
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
