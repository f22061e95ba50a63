/**
 * Weights that no buffer of the device holds: laid in several buffers, multiplied part by part,
 * with the numbers of the reference.
 */
import { afterEach, expect, it } from "vitest";
import { compile } from "../../graph/compile";
import { sketch } from "../../graph/networks/sketch";
import type { Program } from "../../graph/program";
import { drawOf } from "../../train/initialisers";
import type { Backend } from "../backend";
import { createReference } from "../reference";
import { openDevice } from "./device";
import { createWebGpu } from "./index";
import { codeOf, fill, numbersFor, scalars, trained } from "./program.testing";

const LIMITS = { buffer: 256 * 1024, binding: 160 * 1024 };
const open: Backend[] = [];
afterEach(() => {
  for (const backend of open.splice(0)) backend.dispose();
});

/**
 * Two dense layers whose weights take 600 and 330 KB: the first and the last part of each are not
 * alike.
 */
const wide = sketch("wide", [3, 10, 10]);
wide.add("flatten", "flatten");
wide.add("linear1", "linear", { out_features: 500 });
wide.add("relu", "relu");
wide.add("linear2", "linear", { out_features: 165 });
const { program } = compile(wide.spec(), { batch: 3 });
/** The same without weights to write: the device draws them, layer by layer. */
const drawn = compile(wide.spec(), {
  batch: 3,
  keep: ["linear1.w"],
  drawn: (layer, slot) => drawOf(layer, slot, 7),
}).program;

async function outputOf(
  backend: Backend,
  of: Program = program,
): Promise<Map<string, Float32Array>> {
  open.push(backend);
  const executable = await backend.compile(of);
  fill(executable, numbersFor(of, 3));
  await executable.run("forward", scalars(1));
  const names = ["linear1.w", "linear2.y"];
  return new Map(
    [...(await executable.read(names))].map(([name, data]) => [name, Float32Array.from(data)]),
  );
}

/** The device, and the largest buffer and binding that it was asked for. */
async function watched() {
  const { device } = await openDevice();
  const most = { buffer: 0, binding: 0 };
  const [createBuffer, createBindGroup] = [
    device.createBuffer.bind(device),
    device.createBindGroup.bind(device),
  ];
  device.createBuffer = (descriptor) => {
    if (!String(descriptor.label).startsWith("staging"))
      most.buffer = Math.max(most.buffer, descriptor.size);
    return createBuffer(descriptor);
  };
  device.createBindGroup = (descriptor) => {
    for (const { resource } of descriptor.entries)
      if ("buffer" in resource)
        most.binding = Math.max(most.binding, resource.size ?? Number.POSITIVE_INFINITY);
    return createBindGroup(descriptor);
  };
  return { device, most };
}

it.each([
  ["a software adapter with quads", { software: true }],
  ["another software adapter", { software: true, quads: false }],
  ["a real GPU", { software: false }],
])("on %s, written or drawn on the device", async (_name, kernels) => {
  for (const of of [program, drawn]) await compareParts(of, kernels);
});

async function compareParts(
  of: Program,
  kernels: { readonly software: boolean; readonly quads?: boolean },
): Promise<void> {
  const { device, most } = await watched();
  const expected = await outputOf(createReference(), of);
  const got = await outputOf(await createWebGpu({ device, limits: LIMITS, ...kernels }), of);
  expect(most.buffer).toBeLessThanOrEqual(LIMITS.buffer);
  expect(most.binding).toBeLessThanOrEqual(LIMITS.binding);
  expect(most.buffer).toBeGreaterThan(0.5 * LIMITS.buffer);
  expect(got.get("linear1.w")).toEqual(expected.get("linear1.w"));
  const [y, truth] = [got.get("linear2.y") ?? [], expected.get("linear2.y") ?? []];
  expect(y.length).toBe(3 * 165);
  const scale = Math.max(...truth.map(Math.abs));
  for (const [at, value] of y.entries())
    expect(Math.abs(value - (truth[at] ?? 0))).toBeLessThan(1e-5 * scale);
  device.destroy();
}

it("gives whole and in parts the same bits", async () => {
  const parts = await outputOf(await createWebGpu({ limits: LIMITS }));
  expect(await outputOf(await createWebGpu())).toEqual(parts);
});

it("what has no parts is refused with the layer and both sizes", async () => {
  const backend = await createWebGpu({ limits: { buffer: 2 ** 20, binding: 64 * 1024 } });
  open.push(backend);
  await expect(backend.compile(trained("lenet5", 4))).rejects.toThrow(
    /takes \d+ MB, the GPU allows/,
  );
  expect(await codeOf(() => backend.compile(trained("lenet5", 4)))).toBe("budget");
  expect(backend.bytesInUse()).toBe(0);
});
