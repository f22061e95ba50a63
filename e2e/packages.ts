/** Courses made in the lab as their packages, and the hosts and platforms that they are put on. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { serve } from "../tools/serve.mjs";
import { expect, type Lab } from "./lab";

export interface OwnCourse {
  readonly title: string;
  /** The text of a lesson of one's own. */
  readonly lesson: string;
  /** Titles of the lessons in it. */
  readonly lessons: readonly string[];
}

/** Makes a course with an own lesson, and saves it as the button says. */
export async function made(
  { page, open }: Lab,
  { title, lesson, lessons }: OwnCourse,
  button: string,
): Promise<Buffer> {
  await open("");
  await page.getByLabel("A lesson file").setInputFiles({
    name: "own.mdoc",
    mimeType: "text/markdown",
    buffer: Buffer.from(lesson),
  });
  await expect(page).toHaveURL(/#\/lesson\/own-/);
  await open("course");
  await page.getByLabel("Title of the course").fill(title);
  for (const one of lessons) await page.getByLabel("Add a lesson").selectOption(one);
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 120_000 }),
    page.getByRole("button", { name: button }).click(),
  ]);
  return readFileSync(await download.path());
}

/**
 * Unpacks a zip below `/sites/one/` of a host that sends no headers of ours. `platform` answers
 * what is asked of `/lms/`.
 */
export async function hosted(
  zip: Buffer,
  beside: Readonly<Record<string, string>> = {},
  platform?: RequestListener,
) {
  const folder = mkdtempSync(join(tmpdir(), "convlab-course-"));
  const packed = Object.entries(unzipSync(zip)).map(
    ([name, content]) => [join("sites/one", name), content] as const,
  );
  for (const [name, content] of [...packed, ...Object.entries(beside)]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const server = await serve(folder, 0, { quiet: true, headers: {} });
  if (platform !== undefined) {
    const files = server.listeners("request");
    server.removeAllListeners("request");
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.startsWith("/lms/") === true) platform(request, response);
      else for (const listener of files) listener.call(server, request, response);
    });
  }
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}/`,
    /** A changed copy of a page of the package, beside it. */
    copy(from: string, to: string, edit: (text: string) => string) {
      const one = join(folder, "sites/one");
      writeFileSync(join(one, to), edit(readFileSync(join(one, from), "utf8")));
    },
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
