/** The host with what a browser offers: its backends, loaded when first needed, and its fetch. */
import type { Backend } from "../backends/backend";
import { LabError } from "../core/errors";
import { EngineHost, type Post } from "./host";

export function browserHost(post: Post, slice: number, end?: () => void): EngineHost {
  return new EngineHost({
    post,
    slice,
    factories: {
      webgpu: async (): Promise<Backend> =>
        (await import("../backends/webgpu/index")).createWebGpu(),
      wasm: async () => (await import("../backends/wasm/index")).createWasm(),
      reference: async () => (await import("../backends/reference/index")).createReference(),
    },
    fetchBytes: (base) => (path) => fetchBytes(new URL(path, base)),
    ...(end === undefined ? {} : { end }),
  });
}

async function fetchBytes(url: URL): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => null);
  if (response === null || !response.ok) {
    throw new LabError(
      "format",
      `${url.pathname.split("/").at(-1) ?? "a file"} could not be loaded`,
      "Check the connection and try again.",
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}
