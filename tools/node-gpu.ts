/**
 * A GPU in Node: a device of the npm package `webgpu` (Dawn), which is not among our own
 * dependencies.
 */

import { requestDevice } from "../engine/backends/webgpu/device";

/** Dawn dies with its GPU object when that is collected, so it is held here. */
let kept: GPU | null = null;

/** Throws what to install, or that there is no adapter. */
export async function nodeDevice(): Promise<GPUDevice> {
  const packageName = "webgpu";
  const dawn: { create(flags: readonly string[]): GPU; globals: object } = await import(
    /* @vite-ignore */ packageName
  ).catch(() => {
    throw new Error("--gpu node needs the npm package webgpu: npm install --no-save webgpu");
  });
  Object.assign(globalThis, dawn.globals);
  kept ??= dawn.create([]);
  const adapter = await kept.requestAdapter();
  if (adapter === null) throw new Error("the npm package webgpu finds no adapter on this machine");
  return requestDevice(adapter);
}
