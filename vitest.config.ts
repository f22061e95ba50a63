import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { wasm } from "./tools/build-wasm.mjs";
import { findChromium } from "./tools/chromium.mjs";
import { lessons } from "./tools/vite-lessons.ts";

const chromium = findChromium();

/** `node`: everything without a browser. `browser`: engine tests on a real WebGPU (software) adapter, `*.browser.test.ts`. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [wasm(), lessons()],
        test: {
          name: "node",
          environment: "node",
          include: ["{engine,app,lessons,tools}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.browser.test.ts"],
        },
      },
      {
        plugins: [wasm()],
        test: {
          name: "browser",
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
          },
        },
      },
    ],
  },
});
