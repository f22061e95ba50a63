/** The built site, served with one more script that tells what goes wrong in the page. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../serve.mjs";
import { writeServiceWorker } from "../vite-offline";
import { inPage } from "./in-page";

export interface Site {
  readonly address: string;
  readonly server: Server;
  readonly end: () => void;
}

export async function watchedSite(dist: string): Promise<Site> {
  if (!existsSync(join(dist, "index.html")))
    throw new Error("There is no built site; npm run build makes it.");
  const folder = mkdtempSync(join(tmpdir(), "convlab-walk-"));
  cpSync(dist, folder, { recursive: true });
  writeFileSync(join(folder, "walk.js"), `window.walk = (${inPage.toString()})();\n`);
  const index = join(folder, "index.html");
  const head = /<script type="module"/;
  writeFileSync(
    index,
    readFileSync(index, "utf8").replace(head, (tag) => `<script src="./walk.js"></script>${tag}`),
  );
  for (const copy of [".br", ".gz"]) rmSync(index + copy, { force: true });
  await writeServiceWorker(folder);
  const server = await serve(folder, 0, { quiet: true, base: "/lab" });
  const at = server.address();
  const port = typeof at === "object" ? (at?.port ?? 0) : 0;
  return {
    address: `http://localhost:${port}/lab/`,
    server,
    end() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
