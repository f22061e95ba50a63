import { playwright } from "@vitest/browser-playwright";
import type { Plugin } from "vite";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { wasm } from "./tools/build-wasm.mjs";
import { crashGpu } from "./tools/crash-gpu.ts";
import { findChromium } from "./tools/chromium.mjs";
import { lessons } from "./tools/vite-lessons.ts";
import { words } from "./tools/vite-words.ts";

const chromium = findChromium();

/** A test that hangs ends; a slow machine is no failure. Milliseconds. */
const PATIENCE = 120_000;

/** Of the property tests; see tools/property-seed.ts. */
const wanted = process.env["PROPERTY_SEED"] ?? "20260101";
const propertySeed = wanted === "random" ? Date.now() % 2 ** 31 : Number(wanted);
/** How often a test repeats what is promised a number of times; `npm run survive` asks for all. */
const trials = Number(process.env["CONVLAB_TRIALS"] ?? 2);
/** Which of its recorded seeds an effect is measured on again; see app/widgets/training/recorded.testing.ts. */
const turn = Number(process.env["CONVLAB_TURN"] ?? 0);
const setupFiles = ["./tools/property-seed.ts"];
const partsAreThere = "./tools/parts-are-there.ts";

/**
 * `node*`: everything without a browser. `browser`: engine tests on a real WebGPU (software)
 * adapter, `*.browser.test.ts`.
 */
export default defineConfig({
  test: {
    // Every core: nobody works on the machine beside the tests, and none of them measures time.
    maxWorkers: "100%",
    provide: { propertySeed, trials, turn },
    projects: [
      // Pure functions of the engine leave nothing behind: its tests share modules and compiled code,
      // a third less work.
      node("node-engine", ["engine/**/*.test.ts"], { isolate: false }),
      node("node", ["{app,lessons,tools}/**/*.test.{ts,tsx}"], {
        setupFiles: [...setupFiles, partsAreThere],
      }),
      {
        plugins: [words(), wasm(), isolated()],
        test: {
          name: "browser",
          setupFiles,
          testTimeout: PATIENCE,
          include: ["{engine,app}/**/*.browser.test.ts"],
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium === null ? {} : { executablePath: chromium }),
                args: [
                  "--no-sandbox",
                  "--enable-unsafe-webgpu",
                  "--disable-domain-blocking-for-3d-apis",
                  "--disable-gpu-process-crash-limit",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--no-first-run",
                ],
              },
            }),
            instances: [{ browser: "chromium" }],
            commands: {
              async crashGpu({ context }) {
                const browser = context.browser();
                if (browser !== null) await crashGpu(browser);
              },
            },
          },
        },
      },
    ],
  },
});

function node(
  name: string,
  include: string[],
  options: { isolate?: boolean; setupFiles?: string[] },
): TestProjectInlineConfiguration {
  return {
    plugins: [words(), wasm(), lessons()],
    test: {
      name,
      environment: "node",
      setupFiles,
      testTimeout: PATIENCE,
      include,
      exclude: ["**/*.browser.test.ts"],
      ...options,
    },
  };
}

/**
 * Test pages are cross-origin isolated, as the site is where its host sends the headers:
 * WebAssembly threads need it.
 */
function isolated(): Plugin {
  return {
    name: "convlab-isolated",
    enforce: "pre",
    configureServer({ middlewares }) {
      middlewares.use((_request, response, next) => {
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        next();
      });
    },
  };
}
